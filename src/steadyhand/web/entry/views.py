"""Coming in: home, the people of a demonstration, opening a record for a reason."""

from typing import TYPE_CHECKING

from allauth.account.utils import perform_login
from allauth.account.views import LoginView
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.permissions import table
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.contexts.organisations.permissions import Permission, may
from steadyhand.contexts.organisations.states import BodyKind, RoleKind
from steadyhand.foundations.access import links
from steadyhand.foundations.access.models import Installation
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.access.stay import Over
from steadyhand.foundations.notices import post as notices
from steadyhand.web.dates import and_join
from steadyhand.web.entry import errors
from steadyhand.web.entry.doors import VisitorRequest, anybody, signed_in
from steadyhand.web.entry.forms import ChoosePasswordForm, EmergencyForm, SignInForm

if TYPE_CHECKING:
    from steadyhand.contexts.organisations.models import Role

_MOMENTS = {
    RoleKind.SOCIAL_WORKER: "Children to visit, what is due and why",
    RoleKind.NEWLY_QUALIFIED: "First year in work, fewer children",
    RoleKind.LEAD: "All the children, who is seen, what is late",
    RoleKind.REVIEWING_OFFICER: "Children whose reviews they chair",
    RoleKind.NOMINATED_OFFICER: "Every child the council answers for",
    RoleKind.SERVICE_MANAGER: "Chooses which practice or team holds a child",
    RoleKind.DIRECTOR: "Answers for all of it",
    RoleKind.COMMISSIONER: "Sees contracts, no child’s record",
    RoleKind.LEAD_MEMBER: "Sees totals, no child’s record",
    RoleKind.ADMINISTRATOR: "Runs the system, sees no child’s record",
    RoleKind.YOUNG_PERSON: "Sees their own record and who has looked",
    RoleKind.VIRTUAL_SCHOOL_HEAD: "Sees who the children are, no notes",
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where to begin: one's own day, the people of a demonstration, or signing in."""
    if request.user.is_authenticated:
        return redirect("today")
    return redirect("demonstration" if Installation.is_demonstration() else "account_login")


# A page of people to choose from stays one that can be read: of more than this, some of each kind at the first bodies.
_ALL_ARE_SHOWN, _OF_A_KIND, _BODIES_SHOWN = 60, 2, 14


@require_safe
def demonstration(request: HttpRequest) -> HttpResponse:
    """People to sign in as. Exists only in a database that was made as a demonstration."""
    installation = Installation.objects.filter(kind=Installation.Kind.DEMONSTRATION).first()
    if installation is None:
        raise Http404
    today = timezone.localdate()
    groups: dict[str, list[dict[str, str]]] = {}
    everybody = organisations.demonstration_people(today)
    others = everybody.count()
    if others > _ALL_ARE_SHOWN:
        everybody = organisations.people_to_meet(today, of_a_kind=_OF_A_KIND, bodies=_BODIES_SHOWN)
    for person in everybody:
        others -= 1
        role = next(iter(sorted(person.roles.all(), key=lambda role: role.pk)))
        group = _group(role)
        groups.setdefault(group, []).append(
            {
                "text": person.name,
                "url": reverse("sign_in_as", args=[person.ref]),
                "after": f", {RoleKind(role.kind).label.lower()}",
                "more": _MOMENTS.get(RoleKind(role.kind), ""),
            }
        )
    context = {
        "groups": groups,
        "page_title": "Choose a person",
        "made_on": installation.made_on,
        "others": others,
    }
    return render(request, "entry/demonstration.html", context)


def _group(role: "Role") -> str:
    kind = role.organisation.kind
    if role.kind == RoleKind.YOUNG_PERSON:
        return "Young person"
    return (
        f"{role.organisation.name}"
        if kind != BodyKind.COUNCIL
        else f"In the council: {role.organisation.name}"
    )


@require_POST
def sign_in_as(request: HttpRequest, person_ref: str) -> HttpResponse:
    """Sign in as somebody of the demonstration, without a password; elsewhere there is no such page."""
    if not Installation.is_demonstration():
        raise Http404
    person = organisations.demonstration_people(timezone.localdate()).filter(ref=person_ref).first()
    if person is None:
        raise Http404
    answer: HttpResponse = perform_login(request, person.account)  # asks for a second step, if they have one
    return answer


class SignIn(LoginView):  # type: ignore[misc]
    """Signing in with an email and a password; after too many tries, a page that says how long to wait."""

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        if form.has_error(NON_FIELD_ERRORS, code="too_many_login_attempts"):
            return errors.too_many_tries(self.request)
        answer: HttpResponse = super().form_invalid(form)
        return answer

    def get_context_data(self, **more: object) -> dict[str, object]:
        context: dict[str, object] = super().get_context_data(**more)
        after = self.request.GET.get("after")
        if after in set(Over):
            context |= {"after": after, "signed_out_after": errors.how_long(Over(after))}
        return context


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choose the password of an account that was made for somebody. The link is of use once, for 7 days."""
    account = links.INVITATION.whose(token)
    if account is None:
        return _invitation_over(request)
    form = ChoosePasswordForm(account, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not links.INVITATION.choose(token, form.cleaned_data["password"]):
            return _invitation_over(request)
        return redirect("account_login")
    context = {"form": form, "page_title": "Choose a password"}
    return render(request, "entry/invitation.html", context, status=422 if form.errors else 200)


def _invitation_over(request: HttpRequest) -> HttpResponse:
    context = {"page_title": "This link is of no use any more"}
    return render(request, "entry/invitation-over.html", context, status=404)


@require_safe
@anybody
def who_can_see_what(request: HttpRequest) -> HttpResponse:
    """The table of who sees what, as the product runs on it."""
    shown = [
        (
            relationship.value,
            [(part.value, _in_words(grant)) for part, grant in cells.items() if str(grant) != "-"],
        )
        for relationship, cells in table.TABLE.items()
    ]
    return render(request, "entry/who-can-see-what.html", {"table": shown, "page_title": "Who can see what"})


@require_safe
@anybody
def accessibility_statement(request: HttpRequest) -> HttpResponse:
    """How usable the pages are and what is not known: the words of the guide of the same name."""
    return render(request, "entry/accessibility-statement.html", {"page_title": "Accessibility statement"})


@require_safe
@anybody
def privacy_notice(request: HttpRequest) -> HttpResponse:
    """What is kept about whom, why, and what one can ask for: the words of the guide of the same name."""
    return render(request, "entry/privacy-notice.html", {"page_title": "Privacy notice"})


def _in_words(grant: table.Grant) -> str:
    """What one may do with a part, and the words that narrow it: "read and write: draft"."""
    words = {table.Right.READ: "read", table.Right.WRITE: "write", table.Right.APPROVE: "agree"}
    may_do = and_join([word for right, word in words.items() if right in grant.rights])
    return ": ".join(filter(None, (may_do, grant.note)))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def emergency(request: VisitorRequest) -> HttpResponse:
    """Open a record for a reason, for at most 12 hours. The answer is the same whether or not it exists."""
    visitor = request.visitor
    if not may(visitor.standing, Permission.OPEN_IN_EMERGENCY):
        raise NotHereOrNotYours(
            verb="emergency.opened", subject_type="person", subject_id=str(visitor.person.pk)
        )
    form = EmergencyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.open_in_emergency(**form.cleaned_data, by=visitor.person, on=visitor.today)
        except operations.MayNot as refusal:
            form.add_error(None, str(refusal))
        else:
            return HttpResponseRedirect(reverse("emergency_recorded"))
    context = {"form": form, "page_title": "Open a record for a reason"}
    return render(request, "entry/emergency.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def notice_seen(request: VisitorRequest, ref: str) -> HttpResponse:
    """Put away something one was told, and go back to where it was read. Only what was told to oneself can be."""
    if not notices.mark_seen(ref, account_id=request.visitor.person.account_id):
        raise NotHereOrNotYours(verb="notice.seen", subject_type="notice", subject_id=ref)
    on = request.POST.get("on")
    return redirect(f"{reverse(on)}#told" if on in {"practice", "children"} else "today")


@require_safe
@signed_in
def emergency_recorded(request: VisitorRequest) -> HttpResponse:
    """What was done with the reason, alike for every name."""
    return render(request, "entry/emergency-recorded.html", {"page_title": "Your reason is on record"})
