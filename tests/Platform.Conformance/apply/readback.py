"""What was sent against what is there: every argument must be found again, with its value."""

import json

NOT_KEPT, OTHER = "not kept", "other value"


def differences(sent, got, path=""):
    """Pairs of kind and path."""
    if isinstance(sent, dict) and isinstance(got, dict):
        names = {name.lower(): name for name in got}
        for key, value in sent.items():
            here = f"{path}.{key}" if path else key
            if key.lower() not in names:
                yield NOT_KEPT, here
            else:
                yield from differences(value, got[names[key.lower()]], here)
    elif isinstance(sent, list) and isinstance(got, list):
        if len(sent) != len(got):
            yield (NOT_KEPT if not got else OTHER), path
        elif any(isinstance(item, (dict, list)) for item in sent):
            for ours, theirs in zip(sent, got):
                yield from differences(ours, theirs, path)
        elif sorted(sent) != sorted(got):
            yield OTHER, path
    elif got is None and sent is not None:
        yield NOT_KEPT, path
    elif not same(sent, got):
        yield OTHER, path


def same(sent, got):
    if isinstance(sent, str) and isinstance(got, (dict, str)) and sent != got:
        return parsed(sent) is not None and parsed(sent) == parsed(got)
    if isinstance(sent, (int, float)) and isinstance(got, str):
        return str(sent).lower() == got.lower()
    return sent == got


def parsed(text):
    if not isinstance(text, str):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return None
