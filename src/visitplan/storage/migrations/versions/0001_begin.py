"""The first tables, and the guards on those that are only added to."""

import sqlalchemy as sa
from alembic import op

from visitplan.storage.guards import Guard, guard_statements

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STRICT = {"sqlite_strict": True, "sqlite_autoincrement": True}
GUARDS = (
    Guard("contacts"),
    Guard("outcomes"),
    Guard("audit"),
    Guard(
        "plans",
        kept=(
            "id", "day_id", "version", "parent_id", "day_version", "document", "sha256",
            "manifest", "made_at", "made_by",
        ),
        set_once=("published_at", "published_by"),
    ),
)  # fmt: skip


def upgrade() -> None:
    """Make everything."""
    _make_days()
    _make_plans()
    _make_happenings()
    _make_access()
    _make_jobs()
    _make_audit()
    dialect = op.get_bind().dialect.name
    for guard in GUARDS:
        for statement in guard_statements(guard, dialect):
            op.execute(statement)


def _make_days() -> None:
    op.create_table(
        "branches",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_branches"),
        **STRICT,
    )
    op.create_table(
        "agents",
        sa.Column("branch_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("since", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name="fk_agents_branch_id"),
        sa.PrimaryKeyConstraint("branch_id", "id", name="pk_agents"),
        **STRICT,
    )
    op.create_table(
        "contacts",
        sa.Column("seq", WHOLE, autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text()),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("told_sha256", sa.Text(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name="fk_contacts_branch_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_contacts"),
        sa.UniqueConstraint("branch_id", "told_sha256", name="uq_contacts_branch_id_told_sha256"),
        **STRICT,
    )
    op.create_index("ix_contacts_branch_id_case_id", "contacts", ["branch_id", "case_id"])
    op.create_table(
        "days",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("branch_id", sa.Text(), nullable=False),
        sa.Column("date", sa.Text(), nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name="fk_days_branch_id"),
        sa.PrimaryKeyConstraint("id", name="pk_days"),
        sa.UniqueConstraint("branch_id", "date", name="uq_days_branch_id_date"),
        **STRICT,
    )
    op.create_table(
        "baselines",
        sa.Column("day_id", sa.Text(), nullable=False),
        sa.Column("position", WHOLE, nullable=False),
        sa.Column("subject", sa.Text()),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["day_id"], ["days.id"], name="fk_baselines_day_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("day_id", "position", name="pk_baselines"),
        **STRICT,
    )
    op.create_index("ix_baselines_subject", "baselines", ["subject"])
    op.create_table(
        "cases",
        sa.Column("day_id", sa.Text(), nullable=False),
        sa.Column("position", WHOLE, nullable=False),
        sa.Column("subject", sa.Text()),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["day_id"], ["days.id"], name="fk_cases_day_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("day_id", "position", name="pk_cases"),
        **STRICT,
    )
    op.create_index("ix_cases_subject", "cases", ["subject"])
    op.create_table(
        "day_contacts",
        sa.Column("day_id", sa.Text(), nullable=False),
        sa.Column("position", WHOLE, nullable=False),
        sa.Column("contact_seq", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_seq"], ["contacts.seq"], name="fk_day_contacts_contact_seq"
        ),
        sa.ForeignKeyConstraint(
            ["day_id"], ["days.id"], name="fk_day_contacts_day_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("day_id", "position", name="pk_day_contacts"),
        **STRICT,
    )
    op.create_table(
        "day_files",
        sa.Column("day_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["day_id"], ["days.id"], name="fk_day_files_day_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("day_id", "name", name="pk_day_files"),
        **STRICT,
    )
    op.create_table(
        "day_tables",
        sa.Column("day_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["day_id"], ["days.id"], name="fk_day_tables_day_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("day_id", "name", name="pk_day_tables"),
        **STRICT,
    )
    op.create_table(
        "events",
        sa.Column("day_id", sa.Text(), nullable=False),
        sa.Column("position", WHOLE, nullable=False),
        sa.Column("subject", sa.Text()),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["day_id"], ["days.id"], name="fk_events_day_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("day_id", "position", name="pk_events"),
        **STRICT,
    )
    op.create_index("ix_events_subject", "events", ["subject"])
    op.create_table(
        "pins",
        sa.Column("day_id", sa.Text(), nullable=False),
        sa.Column("position", WHOLE, nullable=False),
        sa.Column("subject", sa.Text()),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["day_id"], ["days.id"], name="fk_pins_day_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("day_id", "position", name="pk_pins"),
        **STRICT,
    )
    op.create_index("ix_pins_subject", "pins", ["subject"])
    op.create_table(
        "shifts",
        sa.Column("day_id", sa.Text(), nullable=False),
        sa.Column("position", WHOLE, nullable=False),
        sa.Column("subject", sa.Text()),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["day_id"], ["days.id"], name="fk_shifts_day_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("day_id", "position", name="pk_shifts"),
        **STRICT,
    )
    op.create_index("ix_shifts_subject", "shifts", ["subject"])


def _make_plans() -> None:
    op.create_table(
        "plans",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("day_id", sa.Text(), nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("parent_id", sa.Text()),
        sa.Column("day_version", WHOLE, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("published_at", sa.Text()),
        sa.Column("published_by", sa.Text()),
        sa.CheckConstraint(
            "(state IN ('published', 'superseded')) = (published_at IS NOT NULL)",
            name="ck_plans_published_once",
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'published', 'superseded', 'discarded')",
            name="ck_plans_known_state",
        ),
        sa.ForeignKeyConstraint(["day_id"], ["days.id"], name="fk_plans_day_id"),
        sa.ForeignKeyConstraint(["parent_id"], ["plans.id"], name="fk_plans_parent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_plans"),
        sa.UniqueConstraint("day_id", "version", name="uq_plans_day_id_version"),
        **STRICT,
    )
    op.create_index(
        "ix_plans_current",
        "plans",
        ["day_id"],
        unique=True,
        sqlite_where=sa.text("state = 'published'"),
        postgresql_where=sa.text("state = 'published'"),
    )


def _make_happenings() -> None:
    op.create_table(
        "outcomes",
        sa.Column("seq", WHOLE, autoincrement=True, nullable=False),
        sa.Column("phone_id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("happened_at", sa.Text(), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_sha256", sa.Text(), nullable=False),
        sa.Column("corrects_seq", WHOLE),
        sa.CheckConstraint("corrects_seq < seq", name="ck_outcomes_corrects_an_earlier_one"),
        sa.CheckConstraint(
            "length(code) BETWEEN 1 AND 32", name="ck_outcomes_code_is_no_free_text"
        ),
        sa.ForeignKeyConstraint(
            ["corrects_seq"], ["outcomes.seq"], name="fk_outcomes_corrects_seq"
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_outcomes_plan_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_outcomes"),
        sa.UniqueConstraint("phone_id", name="uq_outcomes_phone_id"),
        **STRICT,
    )
    op.create_index("ix_outcomes_case_id", "outcomes", ["case_id"])
    op.create_index("ix_outcomes_plan_id_agent_id", "outcomes", ["plan_id", "agent_id"])


def _make_access() -> None:
    op.create_table(
        "attempts",
        sa.Column("seq", WHOLE, autoincrement=True, nullable=False),
        sa.Column("subject_sha256", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_attempts"),
        **STRICT,
    )
    op.create_index("ix_attempts_subject_sha256_at", "attempts", ["subject_sha256", "at"])
    op.create_table(
        "idempotency_keys",
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("request_sha256", sa.Text(), nullable=False),
        sa.Column("status", WHOLE, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("owner", "key", name="pk_idempotency_keys"),
        **STRICT,
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("disabled_at", sa.Text()),
        sa.CheckConstraint(
            "role IN ('dispatcher', 'manager', 'admin')", name="ck_users_known_role"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("login", name="uq_users_login"),
        **STRICT,
    )
    op.create_table(
        "api_keys",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key_sha256", sa.Text(), nullable=False),
        sa.Column("branch_id", sa.Text(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Text()),
        sa.Column("revoked_at", sa.Text()),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name="fk_api_keys_branch_id"),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
        sa.UniqueConstraint("key_sha256", name="uq_api_keys_key_sha256"),
        **STRICT,
    )
    op.create_table(
        "invitations",
        sa.Column("token_sha256", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.Column("used_at", sa.Text()),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="fk_invitations_user_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_sha256", name="pk_invitations"),
        **STRICT,
    )
    op.create_table(
        "user_branches",
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("branch_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name="fk_user_branches_branch_id"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="fk_user_branches_user_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "branch_id", name="pk_user_branches"),
        **STRICT,
    )
    op.create_table(
        "links",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("token_sha256", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.Column("exchanged_at", sa.Text()),
        sa.Column("revoked_at", sa.Text()),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_links_plan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_links"),
        sa.UniqueConstraint("token_sha256", name="uq_links_token_sha256"),
        **STRICT,
    )
    op.create_index("ix_links_plan_id_agent_id", "links", ["plan_id", "agent_id"])
    op.create_table(
        "sessions",
        sa.Column("token_sha256", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text()),
        sa.Column("link_id", sa.Text()),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(user_id IS NULL) <> (link_id IS NULL)", name="ck_sessions_of_a_user_or_of_a_link"
        ),
        sa.ForeignKeyConstraint(
            ["link_id"], ["links.id"], name="fk_sessions_link_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="fk_sessions_user_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_sha256", name="pk_sessions"),
        **STRICT,
    )
    op.create_index("ix_sessions_link_id", "sessions", ["link_id"])
    op.create_index("ix_sessions_user_id", "sessions", ["user_id"])


def _make_jobs() -> None:
    op.create_table(
        "planning_jobs",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("day_id", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", WHOLE, nullable=False),
        sa.Column("worker", sa.Text()),
        sa.Column("leased_until", sa.Text()),
        sa.Column("cancelled_at", sa.Text()),
        sa.Column("progress", sa.Text()),
        sa.Column("plan_id", sa.Text()),
        sa.Column("failure", sa.Text()),
        sa.Column("ended_at", sa.Text()),
        sa.CheckConstraint(
            "(state = 'running') = (leased_until IS NOT NULL)",
            name="ck_planning_jobs_who_runs_holds_a_lease",
        ),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'done', 'failed', 'cancelled')",
            name="ck_planning_jobs_known_state",
        ),
        sa.ForeignKeyConstraint(
            ["day_id"], ["days.id"], name="fk_planning_jobs_day_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_planning_jobs_plan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_planning_jobs"),
        **STRICT,
    )
    op.create_index("ix_planning_jobs_day_id", "planning_jobs", ["day_id"])
    op.create_index("ix_planning_jobs_state_asked_at", "planning_jobs", ["state", "asked_at"])


def _make_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Text(), nullable=False),
        sa.Column("branch_id", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
        sa.Column("previous_sha256", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
        **STRICT,
    )
    op.create_index("ix_audit_kind_object_id", "audit", ["kind", "object_id"])
    op.create_table(
        "purging",
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("by", name="pk_purging"),
        **STRICT,
    )
