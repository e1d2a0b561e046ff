"""Scripts for other programs: read one with its times and shares, or write its whole course."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from juuristo.people.acting import ActingRequest
from juuristo.people.api import Invalid, Limit, Offset, Page, Problem, RefusalError, page
from juuristo.shell.identifiers import REFUSALS, found_in
from juuristo.stairs.staircase import Stair

from .. import scripts
from ..access import may_follow
from ..actions import scripts as actions
from ..models import Script, ScriptBlock, ScriptRun, Session, WorkForm
from ..refusals import Refused
from ..script_templates import BlockText

router = Router(tags=["gatherings"])
# PostgreSQL takes no NUL in a text.
NO_NUL = r"^[^\x00]*$"


def of_nobody(text: str) -> str:
    """What the form of a block refuses, refused here (trust T2)."""
    if found := found_in(text):
        raise PydanticCustomError("identifier", str(REFUSALS[found[0].kind]))
    return text


Words = AfterValidator(of_nobody)


class BlockIn(Schema):
    """One block; ``stair`` null is a break."""

    minutes: Annotated[int, Field(ge=1, le=480)]
    title: Annotated[str, Field(min_length=1, max_length=120, pattern=NO_NUL), Words]
    stair: Stair | None = None
    work: WorkForm = WorkForm.PLENARY
    what: Annotated[str, Field(max_length=2000, pattern=NO_NUL), Words] = ""
    material: Annotated[str, Field(max_length=500, pattern=NO_NUL), Words] = ""
    led_by: Annotated[str, Field(max_length=120, pattern=NO_NUL), Words] = ""

    @model_validator(mode="after")
    def rest_on_no_stair(self) -> "BlockIn":
        """A break stands on no stair, and what stands on none is a break."""
        self.work = WorkForm.BREAK if self.stair is None else self.work
        if self.stair is not None and self.work == WorkForm.BREAK:
            self.stair = None
        return self


class ScriptIn(Schema):
    """``version`` is the one that was read: a script changed since answers 409 ``changed``."""

    version: Annotated[int, Field(ge=1)]
    blocks: Annotated[list[BlockIn], Field(max_length=actions.MOST_BLOCKS)]


class BlockOut(Schema):
    """``begins`` are minutes from the beginning of the session."""

    id: UUID
    begins: int
    minutes: int
    title: str
    stair: Stair | None
    work: WorkForm
    what: str
    material: str
    led_by: str


class ScriptRow(Schema):
    """``session`` is null when all sessions of the series share the script."""

    id: UUID
    series: UUID
    session: UUID | None
    name: str
    version: int
    changed_at: datetime

    @staticmethod
    def resolve_series(script: Script) -> UUID:
        return script.series_id

    @staticmethod
    def resolve_session(script: Script) -> UUID | None:
        return script.session_id


class ShareOut(Schema):
    """``share`` is 0–1 of all minutes that are no break; ``usual`` that of a workshop."""

    stair: Stair
    minutes: int
    share: float
    usual: float


class WarningOut(Schema):
    code: scripts.Concern
    found: int
    wanted: int


class ScriptOut(Schema):
    id: UUID
    series: UUID
    session: UUID | None
    name: str
    version: int
    changed_at: datetime
    minutes: int
    blocks: list[BlockOut]
    shares: list[ShareOut]
    warnings: list[WarningOut]


class RunOut(Schema):
    """Where a session stands: ``position`` counts the blocks of its own course from 0."""

    session: UUID
    version: int
    position: int
    titles: list[str]
    minutes: list[int]
    began_at: datetime
    block_began_at: datetime
    ended_at: datetime | None


@router.get(
    "/scripts", response={200: Page[ScriptRow], 401: Problem, 422: Invalid}, url_name="scripts"
)
def list_scripts(
    request: ActingRequest, limit: Limit = 100, offset: Offset = 0, series: UUID | None = None
) -> dict[str, Any]:
    """The scripts of the series one leads or plans."""
    rows = Script.objects.visible_to(request.person)
    if series is not None:
        rows = rows.filter(series=series)
    return page(rows, limit, offset)


@router.get(
    "/scripts/{uuid:script_id}",
    response={200: ScriptOut, 401: Problem, 404: Problem},
    url_name="script",
)
def read_script(request: ActingRequest, script_id: UUID) -> dict[str, Any]:
    rows = Script.objects.visible_to(request.person).select_related("session")
    return told(get_object_or_404(rows, pk=script_id))


@router.put(
    "/scripts/{uuid:script_id}",
    response={200: ScriptOut, 401: Problem, 404: Problem, 409: Problem, 422: Invalid},
    url_name="script",
)
def write_script(request: ActingRequest, script_id: UUID, body: ScriptIn) -> dict[str, Any]:
    """Put a whole new course in the place of the old one; it can be undone on the page."""
    script = get_object_or_404(Script.objects.visible_to(request.person), pk=script_id)
    blocks = [
        BlockText(**(one.dict() | {"stair": one.stair.value if one.stair else ""}))
        for one in body.blocks
    ]
    try:
        changed = actions.replace_blocks(script, blocks, version=body.version, actor=request.person)
    except Refused as refusal:
        raise RefusalError(409, refusal.code, refusal.message) from refusal
    return told(changed)


@router.get(
    "/sessions/{uuid:session_id}/run",
    response={200: RunOut, 401: Problem, 403: Problem, 404: Problem},
    url_name="session_run",
)
def read_run(request: ActingRequest, session_id: UUID) -> dict[str, Any]:
    """For those who lead the session or have a place in it; 404 before it has begun."""
    rows = Session.objects.visible_to(request.person)
    session = get_object_or_404(rows.select_related("series__programme"), pk=session_id)
    if not may_follow(request.person, session):
        raise PermissionDenied
    run = get_object_or_404(ScriptRun, session=session)
    return {
        "session": session.pk,
        "version": run.version,
        "position": run.position,
        "titles": [one["title"] for one in run.plan],
        "minutes": [one["minutes"] for one in run.plan],
        "began_at": run.began_at,
        "block_began_at": run.block_began_at,
        "ended_at": run.ended_at,
    }


def told(script: Script) -> dict[str, Any]:
    blocks = list(script.blocks.order_by("order", "pk"))
    session = script.session
    length = None
    if session is not None:
        length = round((session.ends_at - session.starts_at).total_seconds() / 60)
    offsets = scripts.offsets_of([block.minutes for block in blocks])
    return {
        "id": script.pk,
        "series": script.series_id,
        "session": script.session_id,
        "name": script.name,
        "version": script.version,
        "changed_at": script.changed_at,
        "minutes": scripts.total(blocks),
        "blocks": [_block(one, begins) for one, begins in zip(blocks, offsets, strict=False)],
        "shares": [
            {"stair": one.stair, "minutes": one.minutes, "share": one.share, "usual": one.usual}
            for one in scripts.shares(blocks)
        ],
        "warnings": [
            {"code": one.concern, "found": one.found, "wanted": one.wanted}
            for one in scripts.warnings(blocks, length)
        ],
    }


def _block(block: ScriptBlock, begins: int) -> dict[str, Any]:
    said = {name: getattr(block, name) for name in actions.FIELDS}
    return {"id": block.pk, "begins": begins, **said, "stair": block.stair or None}
