"""Which version of a register row holds (definitions.md §1, register keys)."""

from datetime import datetime, timezone

BEFORE_ANY = datetime(1, 1, 1, tzinfo=timezone.utc)


def instant(text):
    """A date or an instant as an instant; a date is its first moment, UTC. None for an absent one."""
    if not text:
        return None
    found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)


def current(rows):
    """Of all rows of one key the one that holds, or None when it is withdrawn.

    A row has `known_on` (text), `position` (path, row) and `deletes`.
    """
    alive = [row for row in rows if not row.deletes]
    for withdrawal in (row for row in rows if row.deletes):
        alive = [row for row in alive if not withdraws(withdrawal, row)]
    return max(alive, key=order, default=None)


def order(row):
    """Version order: rows without known_on are older than any with it."""
    return (row.known_on is not None, row.known_on or BEFORE_ANY, row.position)


def withdraws(withdrawal, row):
    if withdrawal.known_on is None:
        return row.position < withdrawal.position
    return order(row) < order(withdrawal)
