"""Who may come in: users, agents by link, programs by key. No secret is kept, only its hash."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Text

from visitplan.storage.schema.columns import Json, Moment, Whole, table
from visitplan.storage.schema.days import branches
from visitplan.storage.schema.plans import plans

users = table(
    "users",
    Column("id", Text, primary_key=True),
    Column("login", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("password_hash", Text),  # None until an invitation is taken up
    Column("language", Text),
    Column("version", Whole, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("disabled_at", Moment),
    CheckConstraint("role IN ('dispatcher', 'manager', 'admin')", "known_role"),
)

user_branches = table(
    "user_branches",
    Column("user_id", ForeignKey(users.c.id, ondelete="CASCADE"), primary_key=True),
    Column("branch_id", ForeignKey(branches.c.id), primary_key=True),
)

invitations = table(  # one use each: to choose the first password, or a new one
    "invitations",
    Column("token_sha256", Text, primary_key=True),
    Column("user_id", ForeignKey(users.c.id, ondelete="CASCADE"), nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)

links = table(  # an agent's way to the pages of one plan
    "links",
    Column("id", Text, primary_key=True),
    Column("token_sha256", Text, nullable=False, unique=True),
    Column("plan_id", ForeignKey(plans.c.id), nullable=False),
    Column("agent_id", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("exchanged_at", Moment),
    Column("revoked_at", Moment),
    Index(None, "plan_id", "agent_id"),
)

sessions = table(
    "sessions",
    Column("token_sha256", Text, primary_key=True),
    Column("user_id", ForeignKey(users.c.id, ondelete="CASCADE")),
    Column("link_id", ForeignKey(links.c.id, ondelete="CASCADE")),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("data", Json, nullable=False),
    CheckConstraint("(user_id IS NULL) <> (link_id IS NULL)", "of_a_user_or_of_a_link"),
    Index(None, "user_id"),
    Index(None, "link_id"),
)

attempts = table(  # to come in; ``subject`` is a hash of an account or of an address
    "attempts",
    Column("seq", Whole, primary_key=True, autoincrement=True),
    Column("subject_sha256", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "subject_sha256", "at"),
)

api_keys = table(
    "api_keys",
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("key_sha256", Text, nullable=False, unique=True),
    Column("branch_id", ForeignKey(branches.c.id), nullable=False),
    Column("scopes", Json, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("revoked_at", Moment),
    Column("used_at", Moment),
)

idempotency_keys = table(  # what was answered to a request that may come again
    "idempotency_keys",
    Column("owner", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("request_sha256", Text, nullable=False),
    Column("status", Whole, nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
