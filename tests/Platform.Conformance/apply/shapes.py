"""Arguments of AWS's APIs from the inputs of Pulumi's resources, by botocore's models: a name, type or value that the API does not know is an error."""

import re


class NotInTheApi(Exception):
    """An argument that the API's model has no place for."""


def arguments(shape, inputs, renamed=None, path=""):
    """Pulumi writes `vpcId` where an API writes `VpcId` or `vpcId`; other differences are in `renamed`: path in Pulumi → name in the API."""
    members = {name.lower(): name for name in shape.members}
    result = {}
    for key, value in inputs.items():
        here = f"{path}.{key}" if path else key
        name = (renamed or {}).get(here, key)
        member = members.get(name.lower())
        if member is None:
            raise NotInTheApi(f"{here}: {shape.name} has no {name}")
        result[member] = value_of(shape.members[member], value, renamed, here)
    return result


def value_of(shape, value, renamed=None, path=""):
    kind = shape.type_name
    if kind == "structure":
        return arguments(shape, value, renamed, path)
    if kind == "list":
        # Pulumi has a plain value where an API has a list of at most one.
        return [value_of(shape.member, item, renamed, path) for item in (value if isinstance(value, list) else [value])]
    if kind == "map":
        return {key: value_of(shape.value, item, renamed, path) for key, item in value.items()}
    if kind in ("integer", "long"):
        if float(value) != int(float(value)):
            raise NotInTheApi(f"{path}: {value} is not a whole number")
        return within(shape, int(float(value)), int(float(value)), path)
    if kind in ("double", "float"):
        return float(value)
    if kind == "boolean":
        return value if isinstance(value, bool) else {"true": True, "false": False}[value]
    if kind == "string":
        text = text_of(value)
        return within(shape, text, len(text), path)
    return value


def text_of(value):
    """As APIs write it that have texts for everything."""
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return value if isinstance(value, str) else str(value).lower()


def within(shape, value, size, path):
    facts = shape.metadata
    if "enum" in facts and value not in facts["enum"]:
        raise NotInTheApi(f"{path}: {value} is none of {', '.join(facts['enum'])}")
    if not facts.get("min", size) <= size <= facts.get("max", size):
        raise NotInTheApi(f"{path}: {value} is not within {facts.get('min')} and {facts.get('max')}")
    if isinstance(value, str) and "pattern" in facts and not matches(facts["pattern"], value):
        raise NotInTheApi(f"{path}: {value} does not match {facts['pattern']}")
    return value


def matches(pattern, value):
    try:
        return re.search(pattern, value) is not None
    except re.error:
        # Models are written for another dialect, which has classes that Python does not know.
        return True
