"""Ids and ARNs: what the recorder made up → what moto answered. Each text of the recorder's is unique, so a reference is found wherever it stands."""


class References:
    def __init__(self, resources):
        self._owner, self._real, self._promised = {}, {}, set()
        for resource in resources:
            given = set(texts(resource["inputs"]))
            for text in [resource["id"], *texts(resource["outputs"])]:
                if text and text not in given:
                    self._owner.setdefault(text, resource["name"])

    def made(self, recorded, outputs):
        """From now on, what refers to the recorded resource refers to the made one."""
        for key, text in [("id", recorded["id"]), *recorded["outputs"].items()]:
            if key in outputs:
                self._pair(text, outputs[key])

    def refused(self, recorded):
        """It is reported once, and what refers to it goes on with what the recorder made up."""
        self.made(recorded, {"id": recorded["id"], **recorded["outputs"]})

    def resolve(self, value):
        if isinstance(value, dict):
            return {key: self.resolve(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.resolve(item) for item in value]
        return self._resolved(value) if isinstance(value, str) else value

    def unkept(self):
        """What was referred to before it was made, as a program may that knows a name, and then was made with another or not at all."""
        return sorted(f"{text} of {self._owner[text]}" for text in self._promised if self._real.get(text) != text)

    def _resolved(self, value):
        found = [text for text in self._owner if text in value]
        for text in sorted(found, key=len, reverse=True):
            if text not in value:
                continue
            if text not in self._real:
                self._promised.add(text)
            value = value.replace(text, self._real.get(text, text))
        return value

    def _pair(self, text, real):
        if isinstance(text, dict):
            for key, item in text.items():
                if key in real:
                    self._pair(item, real[key])
        elif isinstance(text, str) and text in self._owner:
            self._real[text] = real


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)
