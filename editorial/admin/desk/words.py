"""The words that the desk's JavaScript says, by what says them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, dict[str, str | Promise]] = {
    "asking": {
        "unreachable": _("The newsroom cannot be reached."),
        "failed": _("The newsroom's server had a fault. Try again."),
    },
    "timeline": {
        "unreachable": _("The newsroom cannot be reached. Nothing was changed: try again."),
        "failed": _("The newsroom's server had a fault. Try again."),
        "saved": _("Saved."),
        "done": _("Done."),
        "gone": _("Somebody threw this entry away. Copy from here what you still need."),
        "withdrawn": _(
            "%(name)s withdrew this entry: readers do not see it, whatever you save, until it is restored."
        ),
        "trying": _(
            "Not saved yet. What you typed is kept here, and saved as soon as the newsroom can be reached."
        ),
        "wrote_on": _("Not saved yet, as you went on writing: save it again."),
        "newer": _("%(name)s saved a newer version. When you save, you see both side by side."),
        "older": _("This is an older version. Readers see it once you save."),
        "has_open": _("%(name)s has this entry open too, and is at the desk since %(time)s."),
        "is_editing": _("%(name)s is editing"),
        "is_here": _("%(name)s is here"),
        "you_are_here": _("%(name)s (you)"),
        "waits": _("An entry by %(name)s waits for approval."),
        "one_shown": _("One entry."),
        "many_shown": _("%(count)s entries."),
        "all_shortcuts": _("All keys"),
        "find": _("Find entries"),
        "key_down": _("Next entry"),
        "key_up": _("Entry before"),
        "key_open": _("Open the entry"),
        "key_edit": _("Edit it"),
        "key_pin": _("Pin it, or take the pin off"),
        "key_key": _("Make it a key event, or no longer"),
        "key_publish": _("Publish it (a reporter: submit it)"),
        "key_send_back": _("Send it back to its writer"),
        "key_withdraw": _("Withdraw it"),
        "key_restore": _("Restore it"),
        "key_history": _("Its history"),
        "key_discard": _("Throw the draft away"),
    },
    "writing": {
        "now": _("Now, %(time)s"),
        "by": _("By %(name)s"),
        "removeByline": _("Take out %(name)s"),
        "moveByline": _("Arrow keys move it, Delete takes it out"),
        "unknownByline": _(
            "No byline of the house has this name. Choose one of the list, or empty the field."
        ),
        "failed": _("The newsroom's server had a fault. Nothing you typed is lost: try again."),
        "gone": _(
            "This is not there any more: it was discarded, or closed to you. What you typed is still here."
        ),
        "nothing": _("Write a heading or a text first."),
        "noHeading": _("Give the entry a heading: it stands in lists and shared links."),
        "sending": _("Sending…"),
        "waitingForNetwork": _("Waiting for the network…"),
        "waitingForSignIn": _("Waiting until you sign in again…"),
        "waitingForPhotos": _("Waiting for photos…"),
        "photosLost": _(
            "The browser closed while photos were being uploaded. Add them again, or publish without them."
        ),
        "notSent": _("Not sent: “%(heading)s”. It is offered again, with its text, above the timeline."),
        "published": _("Published: %(heading)s"),
        "scheduled": _("Scheduled: %(heading)s"),
        "submitted": _("Submitted: %(heading)s"),
        "saved": _("Saved as a draft: %(heading)s"),
        "untitled": _("An entry without a heading"),
        "keptNow": _("Draft kept"),
        "keptSeconds": _("Draft kept %(number)s s ago"),
        "keptMinutes": _("Draft kept %(number)s min ago"),
        "keptHere": _("Kept in this browser only"),
        "keptThere": _("Kept on the server only: this browser keeps nothing for this page"),
        "keptNowhere": _("Not kept anywhere now: copy your text before you leave"),
        "minutesAgo": _("%(number)s min ago"),
        "justNow": _("just now"),
        "reallyDiscard": _("Really discard?"),
        "putBack": _("What you were writing is here again."),
        "writeKeys": _("Write a new entry"),
        "publishKeys": _("Publish, submit or save what you are writing"),
        "draftKeys": _("Save what you are writing as a draft"),
        "leaveKeys": _("Leave the form"),
    },
    "photos": {
        "photo": _("Photo %(number)s"),
        "progress": _("%(photo)s, sent so far"),
        "queued": _("Waits for its turn."),
        "noHeading": _("Give the entry a heading: it stands in lists and shared links."),
        "sending": _("%(percent)s percent sent."),
        "waiting": _("The newsroom cannot be reached. It goes on by itself from %(percent)s percent."),
        "making": _("All is sent. The photo is being prepared."),
        "unreadable": _("The file cannot be read any more. Was it moved? Add it again."),
        "failed": _("The newsroom's server had a fault. Remove this photo and add it again."),
        "gone": _("This photo is not in the library, or not for you to see. Remove it from the entry."),
        "unsaved": _("not saved yet"),
        "others": _("Something is missing, and the photo is not yours to change. Ask the picture desk."),
        "yes": _("yes"),
        "no": _("no"),
        "nothing": _("nothing"),
        "moved": _("%(photo)s is now number %(place)s of %(count)s."),
        "removed": _("%(photo)s is not in this entry any more. It stays in the library."),
        "same_file": _("Already in the library:"),
        "same_picture": _("The library seems to have this already:"),
        "killed_before": _("This photo was brought before, and killed:"),
        "use": _("Use that one: %(photo)s"),
        "exchanged": _("“%(photo)s” is used now; the one you brought is thrown away."),
        "unreachable": _("The newsroom cannot be reached. Nothing was changed: try again."),
        "spread": _("All photos have the credit %(credit)s."),
        "undone": _("The credits are as they were."),
    },
    "story": {
        "unreachable": _("The newsroom cannot be reached. Nothing was changed; what you typed stays here."),
        "failed": _("The newsroom's server had a fault. Nothing you typed is lost: try again."),
        "saved": _("The story's lines are saved."),
        "is_upcoming": _("Coverage is announced."),
        "is_live": _("Coverage is running."),
        "is_ended": _("Coverage has ended."),
        "taken_down": _("The story is taken down: readers are told that it is gone."),
        "put_back": _("Readers can open the story again."),
        "theirs": _("%(name)s saved other words while you were writing:"),
        "mine": _("You had written:"),
        "link_facts": _("Opens until %(time)s. Made by %(name)s."),
        "copied": _("The address is copied."),
        "copy_yourself": _("The address is marked: copy it."),
        "revoked": _("The link is revoked: it opens nothing any more."),
    },
}


def words() -> dict[str, dict[str, str]]:
    """All of them, in the person's language."""
    return {part: {name: str(word) for name, word in said.items()} for part, said in WORDS.items()}
