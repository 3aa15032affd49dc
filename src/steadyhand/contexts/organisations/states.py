"""Kinds of body and kinds of role. A role is held at a body between dates."""

from django.db import models


class BodyKind(models.TextChoices):
    COUNCIL = "council", "Council"
    TEAM = "team", "Council team"
    PRACTICE = "practice", "Social work practice"
    ADVOCACY = "advocacy", "Advocacy body"
    INSPECTORATE = "inspectorate", "Inspectorate"
    RESEARCH = "research", "Research body"


# Bodies that may hold the social work with a child.
HOLDING_KINDS = frozenset({BodyKind.TEAM, BodyKind.PRACTICE})


class LegalForm(models.TextChoices):
    COMPANY = "company", "Company"
    CHARITY = "charity", "Charity"
    COMMUNITY_INTEREST = "cic", "Community interest company"
    MUTUAL = "mutual", "Employee-owned mutual"
    PARTNERSHIP = "llp", "Limited liability partnership"
    COOPERATIVE = "cooperative", "Co-operative"
    OTHER = "other", "Other body corporate"


class RoleKind(models.TextChoices):
    SOCIAL_WORKER = "social_worker", "Social worker"
    NEWLY_QUALIFIED = "newly_qualified", "Newly qualified social worker"
    PERSONAL_ADVISER = "personal_adviser", "Personal adviser"
    LEAD = "lead", "Practice lead"
    NOMINATED_OFFICER = "nominated_officer", "Nominated officer"
    SERVICE_MANAGER = "service_manager", "Service manager"
    DIRECTOR = "director", "Director of children's services"
    REVIEWING_OFFICER = "reviewing_officer", "Reviewing officer"
    COMMISSIONER = "commissioner", "Commissioner"
    LEAD_MEMBER = "lead_member", "Lead member"
    VIRTUAL_SCHOOL_HEAD = "virtual_school_head", "Virtual school head"
    DESIGNATED_NURSE = "designated_nurse", "Designated nurse"
    COMPLAINTS_MANAGER = "complaints_manager", "Complaints manager"
    DATA_OFFICER = "data_officer", "Data officer"
    ADMINISTRATOR = "administrator", "Administrator"
    ADVOCATE = "advocate", "Advocate"
    INDEPENDENT_VISITOR = "independent_visitor", "Independent visitor"
    INSPECTOR = "inspector", "Inspector"
    EVALUATOR = "evaluator", "Evaluator"
    YOUNG_PERSON = "young_person", "Young person"


# Social work may be done only by somebody on Social Work England's register.
REGISTERED_KINDS = frozenset({RoleKind.SOCIAL_WORKER, RoleKind.NEWLY_QUALIFIED, RoleKind.REVIEWING_OFFICER})
