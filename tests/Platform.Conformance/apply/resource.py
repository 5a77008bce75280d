"""One recorded resource: what Pulumi would make, and what of it has been used."""


class Unused(Exception):
    """An input that no argument was made of."""


class Resource:
    def __init__(self, recorded, references):
        self.type, self.name = recorded["type"], recorded["name"]
        self.recorded = recorded
        self.inputs = references.resolve(recorded["inputs"])
        self._left = dict(self.inputs)

    def take(self, *keys):
        """The named inputs, if they are there."""
        return {key: self._left.pop(key) for key in keys if key in self._left}

    def one(self, key, otherwise=None):
        return self._left.pop(key, otherwise)

    def rest(self):
        """All inputs that nobody took, but the region, which is the session's, and the tags."""
        return self.take(*[key for key in self._left if key not in ("region", "tags")])

    def tags(self, key="Key", value="Value"):
        """The tags, as most APIs write them."""
        return [{key: name, value: text} for name, text in sorted(self._left.pop("tags", {}).items())]

    def for_pulumi_alone(self, *keys):
        """Inputs that tell the provider how to wait or delete, and are no argument of any API."""
        self.take(*keys)

    def physical_name(self, key="name"):
        """As it was given, or as the recorder made it up in the place of the provider."""
        return self._left.pop(key, None) or self.recorded["outputs"].get(key) or self.name

    def must_be_used(self):
        left = sorted(key for key in self._left if key != "region")
        if left:
            raise Unused(", ".join(left))
