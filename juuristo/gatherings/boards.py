"""The live flipchart: what travels between a board and those who have it open.

Every change of a note is an **operation** with a number of its own in the board's order, its
``version`` (1, 2, 3 …). A client that knows the board at version N is told what came after N, and
all who have heard the same versions see the same board. Two who move one note: the later version
holds, for both.

**Ids are made by the client**: that of a note and that of an operation are UUIDs, so that what was
written offline is sent later. An operation sent twice is done once and answered with its version.

**Whose a note is.** On a named board: the person's who wrote it. On an anonymous one no person is
stored; the browser makes a secret for the board (32–128 characters ``[A-Za-z0-9_-]``, kept on the
device) and sends it along. The server keeps for each note ``sha256(secret, note)``, so that two
notes of one device do not look alike either. The secret never stands in an address.

Socket ``/ws/boards/<id>/`` (signed in by the session's cookie, from our own pages only)
    client → ``{"type": "hello", "device": secret or "", "since": N or null}``   first, and once
    client → ``{"type": "op", "op": uuid, "kind": …, "note": uuid, "payload": {…}}``
    server → ``{"type": "snapshot", "version": N, "board": {…}, "notes": [note, …]}``
    server → ``{"type": "ops", "version": N, "ops": [op, …]}``       in order, without a gap
    server → ``{"type": "done", "op": uuid, "version": N}``          one's own is stored
    server → ``{"type": "refused", "op": uuid, "code": …, "message": …}``
    ``hello`` is answered with ``ops`` (perhaps none) or, when ``since`` is null, more than 500
    versions old, unknown, or older than the reveal, with ``snapshot``. A ``snapshot`` may come at any
    time and takes the place of all one knew. One's own operation comes back in ``ops`` like
    everybody's, before or after ``done``. Closing codes: 4401 signed out, 4404 the board is not
    (or no longer) for this person, 4429 far too many messages, 4400 not the language above.

REST, for where sockets do not pass: by the page's session (``X-CSRFToken`` on POST) or a token
    ``GET /api/v1/boards/<id>/ops?since=N`` → 200, ``ops`` or ``snapshot`` as above; without
    ``since`` a snapshot. The secret goes in the header ``X-Board-Device``.
    ``POST /api/v1/boards/<id>/ops`` with ``{"device": secret, "ops": [op, …]}``, 100 at most →
    200 ``{"results": [done or refused, …], "version": N}``, in the order sent; one refused does not
    stop the rest.

Kinds of operation, and what the client's ``payload`` holds
    ``add``      ``{"column": key, "text": "…", "place": number?}``   1–500 characters
    ``edit``     ``{"text": "…"}``
    ``move``     ``{"column": key, "place": number?}``    leaves its group; takes its own along
    ``group``    ``{"group": note id}``                   lays it, and what lies under it, under that
    ``ungroup``  ``{}``
    ``thumb``, ``unthumb``, ``remove``, ``restore``   ``{}``
    ``place`` orders a column, smaller is higher (equal ones by id); without it: last.
    ``reveal``, ``close``, ``open`` come from the server alone, with ``note`` null.
    One's own note one may edit, move, group, remove and restore; who leads may do all of it but
    edit to any. Everybody gives thumbs, one a note.

``op``, as the server tells it
    ``{"version", "op", "kind", "note", "payload", "author", "by_me", "mine"}``; ``author`` is the
    name of who did it (null on an anonymous board), ``mine``: the note is one's own. ``payload``
    holds the note's fields **as they are after it**, only those that changed, so that a client
    writes them over its own; ``payload["also"]`` (always there for note kinds, mostly empty) does
    the same for other notes: ``{note id: {fields}}``. ``add`` and ``restore`` carry the whole note,
    with its ``author``. ``thumb`` and ``unthumb`` carry the new count. ``reveal``, ``close`` and
    ``open`` carry fields of ``board``.
    While the board is hidden, another's operation is ``op: null, note: null, payload: {}``: it only
    moves the version (and ``add``, ``remove`` and ``restore`` the board's ``count``).

``note``: ``{"id", "column", "text", "place", "group": id or null, "thumbs", "author": name or null,
    "mine", "thumbed"}``; ``thumbed``: one's own thumb is among them. Removed ones are not told.

``board``: ``{"id", "title", "prompt", "columns": [{"key", "title"}, …], "anonymous", "hidden",
    "closed", "leads", "count"}``; ``count``: all notes, hidden ones too.

Codes of refusal
    ``closed``, ``hidden`` (thumbs and groups wait for the reveal), ``not_yours``,
    ``unknown_note``, ``unknown_column``, ``bad_op`` (never retry), ``too_long``, ``identifier``
    (a personal identity code, phone number or e-mail address), ``too_fast`` (keep it and try again
    in a minute), ``board_full``. All but ``too_fast`` are final for that operation.
"""
