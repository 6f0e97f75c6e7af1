"""What the recount and procured's files disagree on, readably."""


def differences(ours, theirs, path=""):
    """(field, ours, theirs) wherever two JSON values differ."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for field in sorted(ours.keys() | theirs.keys()):
            below = f"{path}.{field}" if path else field
            if field not in ours or field not in theirs:
                yield below, ours.get(field), theirs.get(field)
            else:
                yield from differences(ours[field], theirs[field], below)
    elif isinstance(ours, list) and isinstance(theirs, list):
        if len(ours) != len(theirs):
            yield f"{path}.length", len(ours), len(theirs)
        for index, (left, right) in enumerate(zip(ours, theirs), 1):
            yield from differences(left, right, f"{path}[{index}]")
    elif ours != theirs or type(ours) is not type(theirs):
        yield path, ours, theirs


def compare(what, ours, records, key_of, ignored=()):
    """Complaints about one file: `ours` {key: record}, `records` theirs in the file's order."""
    complaints, theirs, last = [], {}, None
    for record in records:
        key = key_of(record)
        if key in theirs:
            complaints.append(f"{what} {key}: written twice")
        elif last is not None and key.encode() < last.encode():
            complaints.append(f"{what} {key}: not sorted, stands after {last}")
        theirs[key] = {f: v for f, v in record.items() if f not in ignored}
        last = key
    for key in sorted(ours.keys() | theirs.keys(), key=str.encode):
        if key not in theirs:
            complaints.append(f"{what} {key}: missing in procured's file")
        elif key not in ours:
            complaints.append(f"{what} {key}: not found by the recount")
        else:
            for field, left, right in differences(ours[key], theirs[key]):
                complaints.append(f"{what} {key}: {field}: recount {left!r}, procured {right!r}")
    return complaints
