"""The server's entry point."""

import os

from django.core.wsgi import get_wsgi_application

from steadyhand.foundations import logs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steadyhand.config.settings")

logs.take_over()
application = get_wsgi_application()
