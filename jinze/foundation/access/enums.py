"""Names that access stores."""

from enum import StrEnum


class Level(StrEnum):
    """Where a body stands; also the level at which a duty binds."""

    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"
    ENTERPRISE = "enterprise"
    WORKSHOP = "workshop"
    TEAM = "team"

    @property
    def word(self) -> str:
        """As officers say it."""
        return _LEVEL_WORDS[self]


_LEVEL_WORDS = {
    Level.CITY: "市级",
    Level.COUNTY: "县级",
    Level.TOWNSHIP: "乡级",
    Level.VILLAGE: "村级",
    Level.ENTERPRISE: "企业",
    Level.WORKSHOP: "车间",
    Level.TEAM: "班组",
}

# Levels inside an enterprise: their people see their own enterprise and no other.
ENTERPRISE_LEVELS = frozenset({Level.ENTERPRISE, Level.WORKSHOP, Level.TEAM})


class PostRole(StrEnum):
    """What a post is in its body; duties name the role they bind."""

    PRINCIPAL = "principal"
    EXECUTIVE_DEPUTY = "executive_deputy"
    SAFETY_DEPUTY = "safety_deputy"
    DEPUTY = "deputy"
    SAFETY_MANAGER = "safety_manager"
    OFFICER = "officer"
    AUDITOR = "auditor"

    @property
    def counts_as(self) -> frozenset[str]:
        """The roles under which the law may mean this post: a safety deputy is also a deputy and a team member."""
        return _COUNTS_AS.get(self, frozenset({self.value}))


_LEADERS = frozenset({"member"})
_COUNTS_AS: dict[PostRole, frozenset[str]] = {
    PostRole.PRINCIPAL: _LEADERS | {"principal"},
    PostRole.EXECUTIVE_DEPUTY: _LEADERS | {"executive_deputy", "deputy"},
    PostRole.SAFETY_DEPUTY: _LEADERS | {"safety_deputy", "deputy"},
    PostRole.DEPUTY: _LEADERS | {"deputy"},
}


class Role(StrEnum):
    """What a session may do beside the work of its post; carried in Acting.roles."""

    OFFICIAL = "official"  # acts for a public body
    ENTERPRISE = "enterprise"  # acts inside an enterprise
    AUDITOR = "auditor"  # reads every record of its area, files none
