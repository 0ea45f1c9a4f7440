"""Verbs in names of operations and in paths: what they do, and the state that they may lead to."""

from collections.abc import Iterable

from .words import word_pairs, word_set, words_of

CREATE = word_set("create add new insert register make post provision")
UPSERT = word_set("upsert put set save")
UPDATE = word_set("update edit modify change patch alter rename")
REPLACE = word_set("replace overwrite")
DESTROY = word_set("delete remove destroy drop erase unregister purge")
LIST = word_set("list all index browse json")
SHOW = word_set("json info detail details show view get")
SEARCH = word_set(
    "search find query lookup filter autocomplete suggest count export validate check preview estimate calculate "
    "compare test match verify exists evaluate report reports download render parse simulate aggregate"
)
ASKING = word_set("search find query lookup filter autocomplete suggest")
READ = word_set("get read fetch show retrieve view describe")
BULK = word_set("bulk batch multi multiple mass many import all sync")

_MOVING = word_set(
    "submit cancel approve reject accept decline deny confirm complete finish close reopen open start stop pause "
    "resume restart suspend activate deactivate enable disable publish unpublish lock unlock archive unarchive "
    "restore pay refund capture void ship deliver fulfill dispatch release hold unhold verify expire revoke renew "
    "terminate abort retry run execute trigger reset assign unassign claim escalate resolve acknowledge unacknowledge "
    "ban unban block unblock mute unmute freeze unfreeze withdraw transition promote demote rollback sign finalize "
    "process reserve settle return merge mark unmark checkout checkin terminate kill send resend invite join leave "
    "connect disconnect attach detach mount unmount follow unfollow like unlike star unstar subscribe unsubscribe "
    "favorite unfavorite vote upvote downvote share unshare pin unpin link unlink move copy clone duplicate convert "
    "rotate regenerate reboot shutdown poweron poweroff resize scale upgrade downgrade install uninstall deploy "
    "undeploy rebuild refresh sync import transfer login logout signin signout signup clear empty purge undelete "
    "recover ping poke notify print scan watch unwatch swap replay redeliver reindex reprocess "
    "split combine flush set update edit delete remove destroy create add"
)
_CHANGING_BY_GET = word_set(
    "delete remove destroy activate deactivate enable disable logout signout cancel approve reject start stop restart "
    "reset revoke suspend resume publish unpublish archive unarchive restore lock unlock purge reboot shutdown "
    "subscribe unsubscribe regenerate rotate terminate kill submit disconnect"
)
_DESTRUCTIVE = DESTROY | word_set(
    "purge clear empty terminate kill wipe revoke reset truncate shutdown deactivate uninstall undeploy destroy "
    "ban expire void abort erase detach"
)
_PARTICIPLES = word_pairs(
    "send:sent pay:paid sell:sold hold:held build:built make:made take:taken begin:begun run:running start:started "
    "stop:stopped ship:shipped ban:banned submit:submitted begin:started withdraw:withdrawn freeze:frozen "
    "leave:left win:won lose:lost set:set put:put void:voided reopen:open unlock:unlocked"
)
_SYNONYMS = word_pairs(
    "start:running,in_progress,active,processing stop:inactive,idle,halted pause:on_hold resume:running,active,open "
    "activate:enabled deactivate:disabled,suspended enable:active disable:inactive complete:done,finished "
    "finish:completed,done close:done,resolved reopen:opened,reopened publish:live,public unpublish:hidden,private "
    "approve:accepted reject:declined,denied accept:approved decline:rejected cancel:canceled,cancelled,aborted "
    "unsuspend:active restore:active unarchive:active,open unblock:active unban:active send:delivered,pending "
    "terminate:stopped,ended abort:cancelled,canceled resolve:closed,fixed ship:delivered,sent "
    "capture:paid,succeeded confirm:succeeded,active execute:running,executed run:running deliver:fulfilled"
)


def first_verb(text: str, verbs: Iterable[frozenset[str]]) -> frozenset[str] | None:
    """Of several sets of verbs, the one that the first verb of a name belongs to; None where it has none."""
    known = tuple(verbs)
    return next((one for word in words_of(text) for one in known if word in one), None)


def begins_with(text: str, verbs: frozenset[str]) -> bool:
    """True where the first word is one of these verbs."""
    words = words_of(text)
    return bool(words) and words[0] in verbs


def is_verb(segment: str) -> bool:
    """True for a segment of a path that says what to do, and names nothing: ``submit``, ``mark-as-read``."""
    return begins_with(segment, _MOVING | SEARCH | BULK | CREATE | UPDATE | READ)


def changes_by_name(segment: str) -> bool:
    """True for a segment that says that something is changed, so that a GET of it is not safe."""
    words = words_of(segment)
    return bool(words) and words[0] in _CHANGING_BY_GET and not (len(words) > 1 and words[-1].endswith("s"))


def is_destructive(text: str) -> bool:
    """True for a name that says that something is lost."""
    return any(word in _DESTRUCTIVE for word in words_of(text))


def states_for(verb: str, states: Iterable[str]) -> tuple[tuple[str, float], ...]:
    """(state, confidence) of those states that the verb may lead to, by its participle first, then by meaning."""
    words = words_of(verb)
    if not words:
        return ()
    stem = words[0]
    plain = {state: "_".join(words_of(state)) for state in states}
    forms = _forms(stem)
    exact = [(state, 0.8) for state, text in plain.items() if text in forms]
    meant = _SYNONYMS.get(stem, "").split(",")
    return tuple(exact or [(state, 0.5) for state, text in plain.items() if text in meant])


def _forms(stem: str) -> frozenset[str]:
    regular = {f"{stem}ed", f"{stem}d" if stem.endswith("e") else f"{stem}ed", f"{stem}{stem[-1]}ed", stem}
    if stem.endswith("y"):
        regular.add(f"{stem[:-1]}ied")
    return frozenset(regular | {_PARTICIPLES.get(stem, "")} - {""})
