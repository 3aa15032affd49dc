"""The server's entry point."""

import os

from django.core.wsgi import get_wsgi_application

from steadyhand.foundations import logs
from steadyhand.web.entry.charsets import KnownCharsets

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steadyhand.config.settings")

logs.take_over()
application = KnownCharsets(get_wsgi_application())
