"""Writing a script: each verb changes it under a lock, and can be undone once.

Two people write the same script at the same time. What moves or removes blocks carries the
``version`` its page showed and is refused when the script has changed since (``changed``). A
block's own words carry a fingerprint of that block instead, so that two different blocks may be
edited at once.
"""

import uuid
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from juuristo.audit import trail
from juuristo.gatherings import refusals
from juuristo.gatherings.models import Board, Script, ScriptBlock, Series, Session
from juuristo.gatherings.script_templates import BlockText
from juuristo.people.models import Person

MOST_BLOCKS = 60
FIELDS = ("minutes", "title", "what", "stair", "work", "material", "led_by")


class ChangedMeanwhileError(Exception):
    """Somebody changed the same block; ``theirs`` is None when they removed it."""

    def __init__(self, theirs: ScriptBlock | None) -> None:
        super().__init__("changed meanwhile")
        self.theirs = theirs


def fingerprint(block: ScriptBlock | None) -> str:
    """Of what a block says; "" of none."""
    if block is None:
        return ""
    said = "\0".join(str(getattr(block, name)) for name in FIELDS)
    return blake2b(said.encode(), digest_size=8).hexdigest()


@transaction.atomic
def create_script(
    series: Series,
    name: str,
    blocks: Sequence[BlockText] = (),
    *,
    session: Session | None = None,
    actor: Person,
) -> Script:
    """Give the series its shared script, or ``session`` one of its own. Raises ``Refused``
    (``has_script``)."""
    try:
        with transaction.atomic():
            script = Script.objects.create(series=series, session=session, name=name)
    except IntegrityError as taken:
        raise refusals.has_script() from taken
    _write(script, [{"id": str(uuid.uuid4()), **block.fields()} for block in blocks])
    trail.record("script.created", actor=actor, about=script)
    return script


def copy_script(
    script: Script, series: Series, *, session: Session | None = None, actor: Person
) -> Script:
    """The same blocks for another series, or for one session alone."""
    blocks = [
        BlockText(**{name: getattr(block, name) for name in FIELDS})
        for block in script.blocks.order_by("order", "pk")
    ]
    return create_script(series, script.name, blocks, session=session, actor=actor)


@transaction.atomic
def rename_script(script: Script, name: str, *, actor: Person) -> None:
    Script.objects.filter(pk=script.pk).update(name=name, changed_at=timezone.now())
    trail.record("script.edited", actor=actor, about=script)


@transaction.atomic
def delete_script(script: Script, *, actor: Person) -> None:
    """Runs keep their own copy of the course; boards stay and forget their block."""
    trail.record("script.deleted", actor=actor, about=script)
    script.delete()


@transaction.atomic
def save_block(
    script: Script,
    values: Mapping[str, Any],
    *,
    block_id: uuid.UUID | None = None,
    after: str | None = None,
    seen: str = "",
    actor: Person,
) -> ScriptBlock:
    """Change ``block_id``, or add a block after the one whose id is ``after``: "" puts it first,
    None last.

    Raises ``ChangedMeanwhileError`` when that block is no longer as ``seen`` showed it, and
    ``Refused`` (``too_many``). A block that somebody removed comes back when ``seen`` is empty.
    """
    held, blocks = _hold(script)
    here = next((n for n, one in enumerate(blocks) if one["id"] == str(block_id)), None)
    if block_id:
        theirs = ScriptBlock.objects.filter(script=script, pk=block_id).first()
        if fingerprint(theirs) != seen:
            raise ChangedMeanwhileError(theirs)
    row = {"id": str(block_id or uuid.uuid4()), **{name: values[name] for name in FIELDS}}
    changed = list(blocks)
    if here is not None:
        changed[here] = row
    else:
        changed.insert(_after(blocks, after), row)
    _store(held, blocks, changed, actor=actor)
    return ScriptBlock.objects.get(pk=row["id"])


@transaction.atomic
def move_block(
    script: Script, block_id: uuid.UUID, to: int, *, version: int, actor: Person
) -> None:
    """Put a block at the place ``to`` (0 is first; past the ends it stays at the end)."""
    held, blocks = _hold(script, version)
    here = _place(blocks, block_id)
    changed = list(blocks)
    changed.insert(min(max(to, 0), len(blocks) - 1), changed.pop(here))
    if changed != blocks:
        _store(held, blocks, changed, actor=actor)


@transaction.atomic
def resize_blocks(
    script: Script, minutes: Mapping[uuid.UUID, int], *, version: int, actor: Person
) -> None:
    """Give blocks new lengths, kept between 1 and 480 minutes; the rest is re-timed by itself."""
    held, blocks = _hold(script, version)
    changed = [dict(one) for one in blocks]
    for block_id, length in minutes.items():
        changed[_place(blocks, block_id)]["minutes"] = min(max(length, 1), 480)
    if changed != blocks:
        _store(held, blocks, changed, actor=actor)


@transaction.atomic
def remove_block(script: Script, block_id: uuid.UUID, *, version: int, actor: Person) -> None:
    held, blocks = _hold(script, version)
    here = _place(blocks, block_id)
    _store(held, blocks, blocks[:here] + blocks[here + 1 :], actor=actor)


@transaction.atomic
def undo(script: Script, *, version: int, actor: Person) -> None:
    """Take back the last change; doing it again makes the change anew. Raises ``Refused``
    (``nothing_to_undo``, ``changed``)."""
    held, blocks = _hold(script, version)
    if held.before is None:
        raise refusals.nothing_to_undo()
    _store(held, blocks, held.before, actor=actor)


@transaction.atomic
def replace_blocks(
    script: Script, blocks: Sequence[BlockText], *, version: int, actor: Person
) -> Script:
    """Put a whole new course in the place of the old one."""
    held, before = _hold(script, version)
    changed = [{"id": str(uuid.uuid4()), **block.fields()} for block in blocks]
    _store(held, before, changed, actor=actor)
    return held


def _hold(script: Script, version: int | None = None) -> tuple[Script, list[dict[str, Any]]]:
    """Lock the script and read its blocks. Raises ``Refused`` (``changed``) when it is no longer
    at ``version``, or has been deleted."""
    held = Script.objects.select_for_update().filter(pk=script.pk).order_by("pk").first()
    if held is None or (version is not None and held.version != version):
        raise refusals.changed_meanwhile()
    boards: dict[uuid.UUID, list[str]] = {}
    for board, block in Board.objects.filter(block__script=script).values_list("pk", "block"):
        boards.setdefault(block, []).append(str(board))
    rows = [
        {
            "id": str(block.pk),
            **{name: getattr(block, name) for name in FIELDS},
            **({"boards": sorted(boards[block.pk])} if block.pk in boards else {}),
        }
        for block in held.blocks.order_by("order", "pk")
    ]
    return held, rows


def _place(blocks: Sequence[Mapping[str, Any]], block_id: uuid.UUID) -> int:
    """Where the block lies. Raises ``Refused`` (``changed``) when it is gone."""
    for n, one in enumerate(blocks):
        if one["id"] == str(block_id):
            return n
    raise refusals.changed_meanwhile()


def _after(blocks: Sequence[Mapping[str, Any]], block_id: str | None) -> int:
    """The place after a block; the last one when that block is gone."""
    if block_id == "":
        return 0
    here = (n for n, one in enumerate(blocks) if one["id"] == block_id)
    return next(here, len(blocks)) + 1


def _store(
    held: Script,
    before: list[dict[str, Any]],
    changed: Sequence[Mapping[str, Any]],
    *,
    actor: Person,
) -> None:
    if len(changed) > MOST_BLOCKS:
        raise refusals.too_many_blocks()
    held.before = before
    held.version += 1
    held.changed_at = timezone.now()
    held.save(update_fields=["before", "version", "changed_at"])
    try:
        with transaction.atomic():
            _write(held, changed)
    except IntegrityError as taken:  # the id of a block that lies in another script
        raise refusals.changed_meanwhile() from taken
    trail.record("script.edited", actor=actor, about=held)


def _write(script: Script, rows: Sequence[Mapping[str, Any]]) -> None:
    """Make the blocks what ``rows`` say, in their order. A block that comes back gets its boards
    back; one that stays is never deleted, so that its boards stay with it."""
    script.blocks.exclude(pk__in=[row["id"] for row in rows]).delete()
    there = {str(pk) for pk in script.blocks.values_list("pk", flat=True)}
    blocks = [
        ScriptBlock(
            pk=uuid.UUID(row["id"]),
            script=script,
            order=order,
            **{name: row[name] for name in FIELDS},
        )
        for order, row in enumerate(rows)
    ]
    ScriptBlock.objects.bulk_create([one for one in blocks if str(one.pk) not in there])
    ScriptBlock.objects.bulk_update(
        [one for one in blocks if str(one.pk) in there], ["order", *FIELDS]
    )
    for row in rows:
        if row["id"] not in there and row.get("boards"):
            Board.objects.filter(pk__in=row["boards"], block=None).update(block=row["id"])
