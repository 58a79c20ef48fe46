"""Puts it all together: `create_app(settings)`."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_babel import Babel
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from sqlalchemy import create_engine
from werkzeug.middleware.proxy_fix import ProxyFix

from governance import cli
from governance.accounts import seals as accounts_seals
from governance.accounts import sessions
from governance.accounts.views import blueprint as accounts_views
from governance.ballots import seals as ballots_seals
from governance.ballots.presentation import of_amendment as ballot_of_amendment
from governance.ballots.presentation import of_motion as ballot_of_motion
from governance.ballots.views import blueprint as ballots_views
from governance.cases import seals as cases_seals
from governance.cases.lists import lists_of as cases_lists
from governance.cases.views import blueprint as cases_views
from governance.effects import seals as effects_seals
from governance.effects.views import blueprint as effects_views
from governance.elections import seals as elections_seals
from governance.elections.presentation import election_of_ballot
from governance.elections.views import blueprint as elections_views
from governance.home.decisions import blueprint as decisions_views
from governance.home.views import blueprint as home_views
from governance.infrastructure.database import db, make_folder_of, tune
from governance.infrastructure.events import Subscriptions
from governance.infrastructure.paths import PACKAGE, folder
from governance.ledger import seals as ledger_seals
from governance.ledger.distributing.seals import Distributions
from governance.ledger.lists import lists_of as ledger_lists
from governance.ledger.own_page import holder_pages, own_money_page, own_shares_page
from governance.ledger.queries.holdings import told_of_members
from governance.ledger.views import blueprint as ledger_views
from governance.members import inspection_seals
from governance.members import seals as members_seals
from governance.members.masthead import society_card
from governance.members.queries import names_of
from governance.members.views import blueprint as members_views
from governance.motions import seals as motions_seals
from governance.motions.finding import DraftsFound, MotionsFound
from governance.motions.views import blueprint as motions_views
from governance.motions.views import office as moderation_views
from governance.motions.views.steering import blueprint as steering_views
from governance.notifications.views import blueprint as notifications_views
from governance.privacy import seals as privacy_seals
from governance.privacy.views import blueprint as privacy_views
from governance.record.views import blueprint as record_views
from governance.resolutions import seals as resolutions_seals
from governance.resolutions.finding import ResolutionsFound
from governance.resolutions.presentation import of_change as resolution_of_change
from governance.resolutions.presentation import of_motion as resolution_of_motion
from governance.resolutions.views import blueprint as resolutions_views
from governance.rulebook import seals as rulebook_seals
from governance.rulebook.views import blueprint as rulebook_views
from governance.search.contributor import Contributors
from governance.search.views import EXTENSION as SEARCH
from governance.search.views import blueprint as search_views
from governance.subscriptions import SUBSCRIPTIONS
from governance.web import access, addresses, errors, navigation, security, templating, transactions
from governance.web.navigation import Section

BLUEPRINTS = (
    home_views,
    accounts_views,
    members_views,
    ledger_views,
    cases_views,
    decisions_views,
    effects_views,
    motions_views,
    search_views,
    resolutions_views,
    steering_views,
    moderation_views,
    ballots_views,
    elections_views,
    notifications_views,
    privacy_views,
    record_views,
    rulebook_views,
)

SEALS = (
    *rulebook_seals.SEALS,
    members_seals.Register(),
    inspection_seals.Inspections(),
    accounts_seals.RoleGrants(),
    *ledger_seals.SEALS,
    Distributions(),
    *cases_seals.SEALS,
    *effects_seals.SEALS,
    *motions_seals.SEALS,
    *resolutions_seals.SEALS,
    *ballots_seals.SEALS,
    *elections_seals.SEALS,
    *privacy_seals.SEALS,
)

VOTING = (
    "ballots.ballot",
    "ballots.check",
    "ballots.cast",
    "ballots.my_paper",
    "ballots.result",
    "ballots.votes",
    "ballots.on_paper",
    "ballots.typing",
    "ballots.assist",
    "ballots.count",
)
CASES_OFFICE = (
    "cases.office",
    "cases.case",
    "cases.decide",
    "cases.payment",
    "cases.pay_out",
    "cases.take_back",
    "cases.open_",
    "cases.run",
    "cases.suspend",
    "cases.lift",
    "cases.withdrawals",
    "cases.nominations_office",
)
RULEBOOK = (
    "rulebook.rulebook",
    "rulebook.version",
    "rulebook.differences",
    "rulebook.change",
)
RESOLUTIONS = ("resolutions.resolution", "resolutions.make_resolutions")
BOARD = ("resolutions.board", "resolutions.new_board")
RULEBOOK_OFFICE = ("rulebook.office", "rulebook.registration", "rulebook.set_up")
CASES_OWN = ("cases.join", "cases.leave", "cases.own_")
OWN_DATA = ("privacy.own", "privacy.correct", "privacy.kept")
PRIVACY_OFFICE = ("privacy.office", "privacy.answer", "privacy.person", "privacy.erase")
ELECTIONS = (
    "elections.election",
    "elections.seats",
    "elections.nominate",
    "elections.send_nomination",
    "elections.candidate",
    "elections.seconders",
    "elections.statement",
    "elections.show_photograph",
    "elections.withdraw",
    "elections.ask",
    "elections.answer",
)
ELECTIONS_OFFICE = (
    "elections.office",
    "elections.nominations",
    "elections.set_seats",
    "elections.call",
    "elections.strike",
    "elections.countback",
    "elections.remove_question",
)
BALLOTS_OFFICE = ("ballots.office", "ballots.plan", "ballots.call_off")
OWN_SHARES = ("ledger.my_", "ledger.certificate", "ledger.ownership")
REGISTER = (
    "members.register",
    "members.person",
    "members.officers",
    "members.office_end",
    "members.stakeholder_add",
    "members.inspection",
    "members.bank_holiday",
)
OFFICE = (
    "home.office",
    *REGISTER,
    "members.import",
    "ledger.book",
    *CASES_OFFICE,
    "steering.",
    *BALLOTS_OFFICE,
    *ELECTIONS_OFFICE,
    *RULEBOOK_OFFICE,
    *BOARD,
    "accounts.role",
    "accounts.invit",
    "moderation.",
    "notifications.",
    *PRIVACY_OFFICE,
    "record.",
)
SECTIONS = (
    Section("Home", "home.home", ("home.home",)),
    Section(
        "Decisions",
        "decisions.decisions",
        (
            "decisions.",
            "motions.",
            "search.",
            "effects.",
            *RESOLUTIONS,
            *VOTING,
            *RULEBOOK,
            *ELECTIONS,
        ),
    ),
    Section(
        "Membership",
        "members.membership",
        ("members.membership", *OWN_SHARES, *CASES_OWN, *OWN_DATA),
    ),
    Section("Office", "home.office", OFFICE),
    Section("Duties", "home.office", ("home.office",), office=True),
    Section("Register", "members.register", REGISTER, office=True),
    Section("Import", "members.imports", ("members.import",), office=True),
    Section("Cases", "cases.office", CASES_OFFICE, office=True),
    Section("Books", "ledger.books", ("ledger.book",), office=True),
    Section("Motions", "steering.office", ("steering.",), office=True),
    Section("Ballots", "ballots.office", BALLOTS_OFFICE, office=True),
    Section("Elections", "elections.office", ELECTIONS_OFFICE, office=True),
    Section("Board", "resolutions.board_decisions", BOARD, office=True),
    Section("Rules", "rulebook.office", RULEBOOK_OFFICE, office=True),
    Section("Roles", "accounts.roles", ("accounts.role", "accounts.invit"), office=True),
    Section("Discussions", "moderation.reports", ("moderation.",), office=True),
    Section("Mail", "notifications.office", ("notifications.office",), office=True),
    Section("Privacy", "privacy.office", PRIVACY_OFFICE, office=True),
    Section("Record", "record.office", ("record.",), office=True),
)


def create_app(settings: Mapping[str, Any]) -> Flask:
    """Build the application from its settings (see config.py at the top of the project).

    Raises:
        AudienceMissing: a view does not say who may open it.
    """
    app = Flask(
        "governance",
        static_folder=str(PACKAGE / "static"),
        template_folder=None,
        root_path=str(PACKAGE),
    )
    app.jinja_environment = templating.Templates  # before anything asks for it
    app.config.from_mapping(settings)
    _open_databases(app)
    _set_up_web(app)
    app.extensions["folkmoot_subscriptions"] = Subscriptions(SUBSCRIPTIONS)
    app.extensions["folkmoot_seals"] = SEALS
    app.extensions["folkmoot_motion_extra"] = ballot_of_motion
    app.extensions["folkmoot_amendment_extra"] = ballot_of_amendment
    app.extensions["folkmoot_motion_resolution"] = resolution_of_motion
    app.extensions["folkmoot_change_resolution"] = resolution_of_change
    # Elections stand above ballots, whose pages lead to what candidates say and answer.
    app.jinja_env.globals["election_of_ballot"] = election_of_ballot
    app.extensions["folkmoot_own_pages"] = (own_shares_page, own_money_page)
    app.extensions["folkmoot_holder_pages"] = holder_pages
    # The record stands below the register, yet its page names people.
    app.extensions["folkmoot_names_of"] = names_of
    # The ledger stands above the register, yet the full register says what members hold.
    app.extensions["folkmoot_holdings_at"] = told_of_members
    # Who can be in the lists of features above the register, which tells who looked at them.
    app.extensions["folkmoot_lists_of"] = (ledger_lists, cases_lists)
    app.extensions[SEARCH] = Contributors(MotionsFound(), ResolutionsFound(), DraftsFound())
    cli.install(app)
    return app


def _open_databases(app: Flask) -> None:
    for address in (app.config["SQLALCHEMY_DATABASE_URI"], app.config["BALLOT_BOX_URL"]):
        make_folder_of(address)
    # Errors do not name their parameters: a traceback in a log would be a vote or an address beside
    # a time. The box keeps no write-ahead log: it would keep the order in which papers came.
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", {"hide_parameters": True})
    db.init_app(app)
    with app.app_context():
        tune(db.engine)
    box = create_engine(app.config["BALLOT_BOX_URL"], pool_pre_ping=True, hide_parameters=True)
    tune(box, journal="DELETE")
    app.extensions["folkmoot_ballot_box"] = box
    Migrate(app, db, directory=str(folder("migrations")))


def _set_up_web(app: Flask) -> None:
    if app.config["TRUSTED_PROXIES"]:
        trusted = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=trusted, x_proto=trusted, x_host=trusted)  # type: ignore[method-assign]
    CSRFProtect(app)
    Babel(app, default_locale="en_GB", default_timezone="Europe/London")
    addresses.install(app)
    sessions.install(app)
    templating.install(app, society_card)
    security.install(app)
    errors.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    navigation.install(app, SECTIONS)
    access.guard_views(app)
    transactions.wrap_views(app)
