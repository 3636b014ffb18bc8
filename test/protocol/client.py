"""A client's view of a meeting, kept by what docs/protocol.md says and nothing else.

Written to see that the page is complete: it knows no line of the project's own code. Reads one JSON object a line from
standard input, {"view": …, "facts": […]}, and answers each with the view that the facts lead to.
"""

import json
import sys


# A stopwatch: {"spentMs", "runningSince"}.
def elapsed(watch, at):
    since = watch["runningSince"]
    return watch["spentMs"] + (0 if since is None else max(0, at - since))


def paused(watch, at):
    return {"spentMs": elapsed(watch, at), "runningSince": None}


def running(watch, at):
    return watch if watch["runningSince"] is not None else {**watch, "runningSince": at}


def shifted(watch, by):
    return watch if watch["runningSince"] is None else {**watch, "runningSince": watch["runningSince"] + by}


def item_of(view, item_id):
    return next((item for item in view["agenda"]["items"] if item["id"] == item_id), None)


def current_item(view):
    return item_of(view, view["agenda"]["current"])


def insert_item(items, block, parent, after):
    anchor_id = after if after is not None else parent
    anchor = next((at for at, item in enumerate(items) if item["id"] == anchor_id), -1)
    if after is None:
        place = anchor + 1
    else:
        place = next((at for at, item in enumerate(items) if at > anchor and item["parent"] != after), len(items))
    items[place:place] = block


NO_LIST = {"open": False, "order": "registration", "byHand": None}


def set_list(floor, item, **changes):
    floor["lists"][item] = {**NO_LIST, **floor["lists"].get(item, {}), **changes}


# The order that the chair is offered (section "The order of a list").
def askers_of_latest_answer(floor, item):
    turns = [(turn["person"], turn["kind"]) for turn in floor["turns"] if turn["item"] == item]
    speech = floor["speech"]
    if speech and speech["request"]["item"] == item:
        turns.append((speech["request"]["person"], speech["request"]["kind"]))
    at = next((i for i in range(len(turns) - 1, -1, -1) if turns[i][1] == "answer"), -1)
    while at >= 0 and turns[at][1] != "question":
        at -= 1
    askers = set()
    while at >= 0 and turns[at][1] == "question":
        askers.add(turns[at][0])
        at -= 1
    return askers


def automatic(floor, item, waiting):
    askers = askers_of_latest_answer(floor, item)
    order = floor["lists"].get(item, NO_LIST)["order"]

    def rank(request):
        mine = [turn for turn in floor["turns"] if turn["person"] == request["person"]]
        return (
            request["kind"] != "point-of-order",
            not (request["kind"] == "debate" and request["person"] in askers),
            order == "not-yet-spoken" and len(mine) > 0,
            sum(turn["spokenMs"] for turn in mine) if order == "least-time" else 0,
        )

    return sorted(waiting, key=rank)


def waiting_requests(floor, item):
    waiting = [one for one in floor["requests"] if one["item"] == item and one["status"] == "waiting"]
    if len(waiting) < 2:
        return waiting
    by_hand = floor["lists"].get(item, NO_LIST)["byHand"]
    if by_hand is None:
        return automatic(floor, item, waiting)
    known = {one["id"]: one for one in waiting}
    later = automatic(floor, item, [one for one in waiting if one["id"] not in by_hand])
    urgent = [one for one in later if one["kind"] == "point-of-order"]
    return urgent + [known[i] for i in by_hand if i in known] + [one for one in later if one not in urgent]


def request_of(floor, request_id):
    return next((one for one in floor["requests"] if one["id"] == request_id), None)


def interrupted_by(floor, at):
    speech = floor["speech"]
    if speech is None:
        return
    was_running = speech["watch"]["runningSince"] is not None
    floor["interrupted"].append({**speech, "watch": paused(speech["watch"], at), "wasRunning": was_running})


def go_on(floor, at):
    if not floor["interrupted"]:
        floor["speech"] = None
        return
    speech = dict(floor["interrupted"].pop())
    if speech.pop("wasRunning"):
        speech["watch"] = running(speech["watch"], at)
    floor["speech"] = speech


def reopen(floor, at):
    over = floor["ended"]
    if over is None:
        return
    interrupted_by(floor, at)
    speech = {key: value for key, value in over.items() if key not in ("wasRunning", "by")}
    if over["wasRunning"]:
        speech["watch"] = running(speech["watch"], at)
    floor["speech"] = speech
    floor["ended"] = None
    floor["turns"] = [turn for turn in floor["turns"] if turn["request"] != speech["request"]["id"]]


def vote_of(view, vote_id):
    return next((vote for vote in view["voting"]["votes"] if vote["id"] == vote_id), None)


def mark(poll, voter, what):
    if voter in poll["entitled"]:
        poll["ballots"][poll["entitled"].index(voter)] = what


def reorder(view, order):
    for one in order:
        item = item_of(view, one["item"])
        if item:
            item["documents"] = list(one["documents"])


NOTHING_PRESENTED = {"presenter": None, "shown": None, "askedAt": None}


def evolve(view, fact):
    kind, at = fact["type"], fact["at"]
    agenda, floor, display = view["agenda"], view["floor"], view["display"]
    attendance, presentation = view["attendance"], view["presentation"]

    # meeting
    if kind == "meeting-convened":
        view["convened"] = True
    elif kind == "view-replaced":
        return fact["view"]
    elif kind == "meeting-described":
        view.update(fact["description"])
    elif kind == "meeting-cancelled":
        view["cancelled"] = {"at": at, "reason": fact["reason"]}
    elif kind == "meeting-restored":
        view["cancelled"] = None
    elif kind == "seats-arranged":
        view["seating"] = fact["seating"]
    elif kind == "notice-sent":
        view["messages"]["notices"].append(fact["notice"])
    elif kind == "notice-withdrawn":
        notices = view["messages"]["notices"]
        view["messages"]["notices"] = [one for one in notices if one["id"] != fact["notice"]]
    elif kind == "secretariat-called":
        view["messages"]["calls"].append(fact["call"])
    elif kind == "call-ended":
        view["messages"]["calls"] = [one for one in view["messages"]["calls"] if one["id"] != fact["call"]]
    elif kind == "invitation-answered":
        said = ("coming", "reason", "substitute", "at", "by")
        view["answers"][fact["person"]] = {key: fact[key] for key in said if key in fact}
    elif kind == "invitations-sent":
        view["invitation"] = fact["invitation"]
    elif kind == "question-told":
        told = fact["question"]
        others = [one for one in view["questions"] if one["id"] != told["id"]]
        view["questions"] = sorted(others + [told], key=lambda one: one["order"])
    elif kind == "question-hidden":
        view["questions"] = [one for one in view["questions"] if one["id"] != fact["question"]]
    elif kind == "draft-commented":
        view["comments"].append(fact["comment"])
    elif kind == "comment-withdrawn":
        view["comments"] = [one for one in view["comments"] if one["id"] != fact["comment"]]
    elif kind == "comment-settled":
        for one in view["comments"]:
            if one["id"] == fact["comment"]:
                one["settled"] = {"taking": fact["taking"], "why": fact["why"], "at": at}
    elif kind == "procedure-set":
        view["procedure"] = fact["procedure"]
    elif kind == "person-added":
        person = fact["person"]
        view["people"] = [one for one in view["people"] if one["id"] != person["id"]]
        places = [at for at, one in enumerate(view["people"]) if one["id"] == fact["before"]]
        view["people"].insert(places[0] if places else len(view["people"]), person)
    elif kind == "person-corrected":
        view["people"] = [fact["person"] if one["id"] == fact["person"]["id"] else one for one in view["people"]]
        attendance["delegatesPresent"] += fact["counts"]
    elif kind == "person-removed":
        for seat in (view["seating"] or {"seats": []})["seats"]:
            if seat["person"] == fact["person"]:
                seat["person"] = None
        if fact["stays"]:
            for one in view["people"]:
                if one["id"] == fact["person"]:
                    one["roles"], one["isFormer"] = [], True
            attendance["marks"][fact["person"]] = {"status": "left", "at": at, "by": "hand", "reason": fact["reason"]}
            attendance["delegatesPresent"] += fact["counts"]
        else:
            view["people"] = [one for one in view["people"] if one["id"] != fact["person"]]
    elif kind == "meeting-opened":
        view["phase"], view["openedAt"] = "open", at
    elif kind == "meeting-suspended":
        view["phase"] = "suspended"
        item = current_item(view)
        if item:
            item["spent"] = paused(item["spent"], at)
        speech = floor["speech"]
        if speech:
            speech["watch"] = paused(speech["watch"], at)
            if speech["replaced"]:
                speech["replaced"]["wasRunning"] = False
        for one in floor["interrupted"]:
            one["wasRunning"] = False
        if floor["ended"]:
            floor["ended"]["wasRunning"] = False
    elif kind == "meeting-resumed":
        view["phase"] = "open"
        item = current_item(view)
        if item:
            item["spent"] = running(item["spent"], at)
    elif kind == "meeting-closed":
        view["phase"] = "closed"
        item = current_item(view)
        if item:
            item["spent"], item["status"] = paused(item["spent"], at), "done"
        agenda["current"] = None
        floor["ended"] = None
        view["presentation"] = dict(NOTHING_PRESENTED)
    elif kind == "clock-stepped":
        by = fact["byMs"]
        item = current_item(view)
        if item:
            item["spent"] = shifted(item["spent"], by)
        if floor["speech"]:
            floor["speech"]["watch"] = shifted(floor["speech"]["watch"], by)
        if presentation["askedAt"] is not None:
            presentation["askedAt"] += by
        for vote in view["voting"]["votes"]:
            if vote["phase"] == "open" and vote["poll"] and vote["poll"]["closesAt"]:
                vote["poll"]["closesAt"] += by

    # agenda
    elif kind == "item-started":
        left = current_item(view)
        if left:
            left["status"], left["spent"] = fact["left"], paused(left["spent"], at)
        entered = item_of(view, fact["item"])
        entered["status"], entered["spent"] = "pending", running(entered["spent"], at)
        agenda["current"] = fact["item"]
        floor["ended"] = None
    elif kind == "item-skipped":
        item_of(view, fact["item"])["status"] = "skipped"
    elif kind == "item-restored":
        item_of(view, fact["item"])["status"] = "pending"
    elif kind == "item-added":
        added = {"submitter": "", "speakingSeconds": None, **fact["item"], "note": "", "status": "pending", "spent": {"spentMs": 0, "runningSince": None}}
        insert_item(agenda["items"], [added], added["parent"], fact["after"])
    elif kind == "item-changed":
        item_of(view, fact["item"]["id"]).update(fact["item"])
    elif kind == "agenda-sent":
        told = ("id", "parent", "title", "plannedMinutes")
        agenda["sent"] = {"at": at, "items": [{name: item[name] for name in told} for item in agenda["items"]]}
    elif kind == "item-noted":
        item_of(view, fact["item"])["note"] = fact["note"]
    elif kind == "item-removed":
        agenda["items"] = [item for item in agenda["items"] if item["id"] != fact["item"]]
    elif kind == "item-moved":
        block = [item for item in agenda["items"] if fact["item"] in (item["id"], item["parent"])]
        agenda["items"] = [item for item in agenda["items"] if item not in block]
        if "parent" in fact:
            block[0]["parent"] = fact["parent"]
        insert_item(agenda["items"], block, block[0]["parent"], fact["after"])

    # attendance
    elif kind in ("person-arrived", "person-left"):
        status = "present" if kind == "person-arrived" else "left"
        attendance["marks"][fact["person"]] = {"status": status, "at": at, "by": fact["by"], "reason": ""}
        if fact["counts"]:
            attendance["delegatesPresent"] += 1 if status == "present" else -1
    elif kind == "person-absent":
        attendance["marks"][fact["person"]] = {"status": "absent", "at": at, "by": "hand", "reason": fact["reason"]}
        attendance["delegatesPresent"] -= 1 if fact["counts"] else 0
    elif kind == "attendance-cleared":
        attendance["marks"].pop(fact["person"], None)
        attendance["delegatesPresent"] -= 1 if fact["counts"] else 0

    # floor
    elif kind == "list-opened":
        set_list(floor, fact["item"], open=True)
        for called in fact.get("called", []):
            request_of(floor, called)["status"] = "waiting"
    elif kind == "list-closed":
        set_list(floor, fact["item"], open=False)
    elif kind == "list-ordered":
        set_list(floor, fact["item"], order=fact["order"], byHand=None)
    elif kind == "floor-requested":
        floor["requests"].append(fact["request"])
        for one in view["questions"]:
            if one["id"] == fact["request"].get("question"):
                one["calledAt"] = at
    elif kind == "request-withdrawn":
        request_of(floor, fact["request"])["status"] = "withdrawn"
    elif kind == "request-restored":
        request = request_of(floor, fact["request"])
        request["status"] = "waiting"
        if not fact.get("inPlace"):
            request["at"] = at
            floor["requests"].remove(request)
            floor["requests"].append(request)
            by_hand = floor["lists"].get(request["item"], NO_LIST)["byHand"]
            if by_hand is not None:
                set_list(floor, request["item"], byHand=[one for one in by_hand if one != request["id"]])
    elif kind == "request-moved":
        request = request_of(floor, fact["request"])
        order = [one["id"] for one in waiting_requests(floor, request["item"]) if one["id"] != request["id"]]
        order.insert(0 if fact["after"] is None else order.index(fact["after"]) + 1, request["id"])
        set_list(floor, request["item"], byHand=order)
    elif kind == "text-handed-in":
        floor["texts"].append(fact["text"])
    elif kind == "speech-started":
        request = request_of(floor, fact["request"])
        place = floor["requests"].index(request)
        interrupted_by(floor, at)
        over = floor["ended"]
        floor["requests"].remove(request)
        floor["speech"] = {
            "request": request,
            "place": place,
            "turn": fact["turn"],
            "limitMs": fact["limitMs"],
            "outOfOrder": fact["outOfOrder"],
            "watch": {"spentMs": 0, "runningSince": at},
            "replaced": over if over and over["by"] == request["id"] else None,
        }
        floor["ended"] = None
    elif kind == "speech-paused":
        if floor["speech"]:
            floor["speech"]["watch"] = paused(floor["speech"]["watch"], at)
    elif kind == "speech-resumed":
        if floor["speech"]:
            floor["speech"]["watch"] = running(floor["speech"]["watch"], at)
    elif kind == "speech-extended":
        if floor["speech"]:
            floor["speech"]["limitMs"] += fact["byMs"]
    elif kind == "speech-ended":
        speech = floor["speech"]
        if speech:
            watch, request = speech["watch"], speech["request"]
            over = {**speech, "watch": paused(watch, at), "replaced": None}
            over["wasRunning"], over["by"] = watch["runningSince"] is not None, fact.get("by")
            floor["turns"].append(
                {
                    "request": request["id"],
                    "person": request["person"],
                    "item": request["item"],
                    "kind": request["kind"],
                    "spokenMs": elapsed(watch, at),
                    "endedAt": at,
                }
            )
            go_on(floor, at)
            floor["ended"] = over
    elif kind == "speech-reopened":
        reopen(floor, at)
    elif kind == "speech-taken-back":
        speech = floor["speech"]
        if speech:
            go_on(floor, at)
            floor["requests"].insert(fact.get("to", 0), speech["request"])
            floor["ended"] = speech["replaced"]
            reopen(floor, at)

    # votes
    elif kind == "vote-prepared":
        view["voting"]["votes"].append(
            {
                **fact["vote"],
                "phase": "prepared",
                "poll": None,
                "result": None,
                "cancelReason": "",
                "repeats": fact["repeats"],
            }
        )
    elif kind == "vote-changed":
        vote_of(view, fact["vote"]["id"]).update(fact["vote"])
    elif kind == "vote-removed":
        view["voting"]["votes"] = [vote for vote in view["voting"]["votes"] if vote["id"] != fact["vote"]]
    elif kind == "votes-ordered":
        view["voting"]["votes"] = [vote_of(view, one) for one in fact["order"]]
    elif kind == "vote-opened":
        vote = vote_of(view, fact["vote"])
        vote["phase"] = "open"
        poll = {
            "openedAt": at,
            "closesAt": fact["closesAt"],
            "closedAt": None,
            "withoutQuorum": fact["withoutQuorum"],
            "quorumLost": None,
            "entitled": fact["entitled"],
            "ballots": [None] * len(fact["entitled"]),
        }
        if fact.get("key"):
            papers = {"issued": 0, "exchanged": 0, "reissued": 0, "entered": {}, "spoiled": [], "box": None}
            vote["poll"] = {**poll, "way": "secret", "key": fact["key"], **papers}
        elif vote["method"] == "show-of-hands":
            vote["poll"] = {**poll, "way": "hands", "cast": 0, "hands": None}
        else:
            vote["poll"] = {**poll, "way": "open", "cast": 0, "entered": {}, "unanswered": []}
    elif kind == "ballots-counted":
        vote_of(view, fact["vote"])["poll"]["cast"] = fact["cast"]
    elif kind == "ballots-issued":
        vote_of(view, fact["vote"])["poll"]["issued"] = fact["issued"]
    elif kind == "ballot-cast":
        poll = vote_of(view, fact["vote"])["poll"]
        mark(poll, fact["voter"], fact["marks"])
        poll["cast"] += 1 if fact["first"] else 0
        poll["entered"].pop(fact["voter"], None)
    elif kind == "ballot-entered":
        poll = vote_of(view, fact["vote"])["poll"]
        mark(poll, fact["voter"], fact["marks"])
        poll["cast"] += 1
        poll["entered"][fact["voter"]] = {"by": fact["by"], "reason": fact["reason"]}
    elif kind == "ballot-corrected":
        poll = vote_of(view, fact["vote"])["poll"]
        wrong = dict(poll["entered"][fact["voter"]])
        earlier = wrong.pop("earlier", [])
        said = poll["ballots"][poll["entitled"].index(fact["voter"])]
        mark(poll, fact["voter"], fact["marks"])
        poll["entered"][fact["voter"]] = {
            "by": fact["by"],
            "reason": fact["reason"],
            "earlier": [*earlier, {**wrong, "marks": said}],
        }
    elif kind == "name-unanswered":
        poll = vote_of(view, fact["vote"])["poll"]
        poll["unanswered"] = [one for one in poll["unanswered"] if one != fact["voter"]] + [fact["voter"]]
    elif kind == "quorum-lost":
        vote_of(view, fact["vote"])["poll"]["quorumLost"] = {"at": at, "present": fact["present"]}
    elif kind == "hands-counted":
        poll = vote_of(view, fact["vote"])["poll"]
        poll["hands"] = {key: fact[key] for key in ("approve", "reject", "abstain", "by")}
        poll["cast"] = fact["approve"] + fact["reject"] + fact["abstain"]
    elif kind == "ballot-issued":
        poll = vote_of(view, fact["vote"])["poll"]
        mark(poll, fact["voter"], "issued")
        poll["issued"] += 1
        poll["exchanged"] += 1 if fact["paper"] == "exchange" else 0
        poll["reissued"] += 1 if fact["paper"] == "reissue" else 0
    elif kind == "reissue-allowed":
        poll = vote_of(view, fact["vote"])["poll"]
        mark(poll, fact["voter"], "lost")
        poll["entered"][fact["voter"]] = {"by": fact["by"], "reason": fact["reason"]}
    elif kind in ("vote-closed", "vote-published"):
        vote = vote_of(view, fact["vote"])
        vote["phase"] = "closed" if kind == "vote-closed" else "published"
        if fact.get("result") is not None:
            vote["result"] = fact["result"]
        if vote["poll"]:
            for name in ("ballots", "entered", "hands"):
                if fact.get(name) is not None and name in vote["poll"]:
                    vote["poll"][name] = fact[name]
            if fact.get("box") is not None and "box" in vote["poll"]:
                vote["poll"]["box"] = [{"number": one["number"], "marks": one["marks"]} for one in fact["box"]]
            if kind == "vote-closed":
                vote["poll"]["closedAt"] = at
    elif kind == "vote-cancelled":
        vote = vote_of(view, fact["vote"])
        vote["phase"], vote["cancelReason"] = "cancelled", fact["reason"]

    # presentation
    elif kind == "presentation-started":
        presentation["shown"] = {"document": fact["document"], "page": fact["page"]}
    elif kind == "page-turned":
        if presentation["shown"]:
            presentation["shown"]["page"] = fact["page"]
    elif kind == "presentation-stopped":
        view["presentation"] = dict(NOTHING_PRESENTED)
    elif kind == "presentation-handed":
        presentation["presenter"] = fact["to"]
    elif kind == "following-asked":
        presentation["askedAt"] = at
    elif kind == "presentation-hidden":
        view["presentation"] = dict(NOTHING_PRESENTED)
        display["vote"] = None

    # documents
    elif kind == "document-added":
        view["documents"].append(fact["document"])
        reorder(view, fact["order"])
    elif kind == "document-replaced":
        view["documents"] = [fact["document"] if one["id"] == fact["document"]["id"] else one for one in view["documents"]]
    elif kind == "document-described":
        new = fact["document"]
        before = next((one for one in view["documents"] if one["id"] == new["id"]), None)
        if before and before["access"] == new["access"]:
            view["documents"] = [new if one["id"] == new["id"] else one for one in view["documents"]]
        else:
            view["documents"] = [one for one in view["documents"] if one["id"] != new["id"]] + [new]
        reorder(view, fact["order"])
    elif kind == "document-removed":
        view["documents"] = [one for one in view["documents"] if one["id"] != fact["document"]]
        reorder(view, fact["order"])
    elif kind == "documents-ordered":
        reorder(view, fact["order"])
    elif kind == "forgetting-set":
        view["forgetsDocuments"] = fact["forgets"]

    # screen and record
    elif kind == "display-held":
        display["held"] = fact["view"]
    elif kind == "display-released":
        display["held"] = None
    elif kind == "notice-shown":
        display["notice"] = fact["text"]
    elif kind == "board-set":
        display["board"] = fact["by"]
    elif kind == "sound-set":
        display["sound"] = fact["on"]
    elif kind == "head-signed":
        view["record"] = {key: fact[key] for key in ("sequence", "hash", "signature", "key")}
    else:
        raise ValueError(f"docs/protocol.md says nothing of {kind}")

    # What the screen goes to by itself.
    if kind in ("vote-opened", "vote-published") and not fact.get("isAside"):
        display["vote"] = fact["vote"]
    elif kind == "vote-cancelled" and display["vote"] == fact["vote"]:
        display["vote"] = None
    elif kind in (
        "item-started",
        "speech-started",
        "presentation-started",
        "page-turned",
        "meeting-suspended",
        "meeting-closed",
    ):
        display["vote"] = None
    return view


for line in sys.stdin:
    story = json.loads(line)
    held = story["view"]
    for one in story["facts"]:
        held = evolve(held, one)
    sys.stdout.write(json.dumps(held, ensure_ascii=False) + "\n")
