"""Which lane of the timeline each kind of entry belongs to, unless the entry says otherwise."""

from .models import EntryKind, Lane

LANE_OF: dict[str, str] = {
    EntryKind.PLANNING: Lane.MENTORS,
    EntryKind.MENTOR_CALL: Lane.MENTORS,
    EntryKind.MENTOR_TRAINING: Lane.MENTORS,
    EntryKind.PROPOSAL: Lane.MENTORS,
    EntryKind.INVITATION: Lane.MANAGEMENT,
    EntryKind.APPROVAL: Lane.MANAGEMENT,
    EntryKind.SUPPORT_ACT: Lane.MANAGEMENT,
    EntryKind.REVIEW: Lane.MANAGEMENT,
    EntryKind.WORKSHOP: Lane.GATHERINGS,
    EntryKind.STUDY_CIRCLE: Lane.GATHERINGS,
    EntryKind.ORIENTATION: Lane.GATHERINGS,
    EntryKind.CAFE: Lane.GATHERINGS,
    EntryKind.SURVEY: Lane.SURVEYS,
    EntryKind.REMINDER: Lane.SURVEYS,
    EntryKind.OTHER_CHANGE: Lane.CHANGES,
}
