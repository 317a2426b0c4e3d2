"""The one door by which anything that a reader can see changes.

Every function here is one transaction: the stories concerned are locked, their versions counted up, the rows
stamped, their history written, their texts cleaned (the promise G1 to G3 of docs/live.md). `by` is who does it.

All raise `PermissionDenied` where the person may not, `ValidationError` with a sentence for each field where what
is given cannot stand, and `Conflict` where somebody else saved since (`seen` is the revision that was shown).
"""

from editorial.publishing.darkroom import develop, develop_again, develop_next, erase_taken_away
from editorial.publishing.desk import (
    be_present,
    drop_unsent,
    keep_unsent,
    leave_desk,
    make_preview_link,
    revoke_preview_link,
    tell_audience,
)
from editorial.publishing.door import Conflict
from editorial.publishing.entries import (
    change_entry,
    discard_entry,
    post_entry,
    restore_entry,
    send_back,
    withdraw_entry,
)
from editorial.publishing.house import (
    add_byline,
    add_section,
    begin_new_epoch,
    change_byline,
    change_newsroom,
    change_section,
    record_refusal,
    remember_import,
)
from editorial.publishing.kills import kill_photo, restore_photo, withdraw_expired
from editorial.publishing.neighbours import together
from editorial.publishing.photo_places import is_used
from editorial.publishing.photos import (
    add_photo,
    change_photo,
    discard_photo,
    keep_photo,
    prepare_photo,
)
from editorial.publishing.schedule import publish_due
from editorial.publishing.stories import change_story, create_story, set_status
from editorial.publishing.storing import NotKept
from editorial.publishing.taking_down import put_back_story, take_down_story

__all__ = [
    "Conflict",
    "NotKept",
    "add_byline",
    "add_photo",
    "add_section",
    "be_present",
    "begin_new_epoch",
    "change_byline",
    "change_entry",
    "change_newsroom",
    "change_photo",
    "change_section",
    "change_story",
    "create_story",
    "develop",
    "develop_again",
    "develop_next",
    "discard_entry",
    "discard_photo",
    "drop_unsent",
    "erase_taken_away",
    "is_used",
    "keep_photo",
    "keep_unsent",
    "kill_photo",
    "leave_desk",
    "make_preview_link",
    "post_entry",
    "prepare_photo",
    "publish_due",
    "put_back_story",
    "record_refusal",
    "remember_import",
    "restore_entry",
    "restore_photo",
    "revoke_preview_link",
    "send_back",
    "set_status",
    "take_down_story",
    "tell_audience",
    "together",
    "withdraw_entry",
    "withdraw_expired",
]
