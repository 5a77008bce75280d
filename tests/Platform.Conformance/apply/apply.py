"""Makes the resources of recorded graphs in moto, through botocore, and reads each one again. Every graph begins with an empty cloud.

The file that is its argument: [{"region", "account", "resources": [{"type", "name", "id", "inputs", "outputs"}, ...]}, ...], in an order in which what is
referred to comes first. Standard output: for each graph {"made": n, "compared": n, "problems": [{"kind", "type", "name", "detail"}, ...]}.
"""

import json
import sys

from moto import mock_aws

import services
from api import MAKERS, Api
from readback import differences
from references import References
from resource import Resource, Unused
from shapes import NotInTheApi

# After these there is no resource.
FATAL = ("nobody makes it", "not used", "not in the API", "refused")


def count(value):
    if isinstance(value, (dict, list)):
        return sum(count(item) for item in (value.values() if isinstance(value, dict) else value))
    return 1


def apply(graph, api):
    references = References(graph["resources"])
    report = {"made": 0, "compared": 0, "problems": []}
    for recorded in graph["resources"]:
        for kind, detail in apply_one(recorded, references, api, report):
            report["problems"].append({"kind": kind, "type": recorded["type"], "name": recorded["name"], "detail": detail})
            if kind in FATAL:
                references.refused(recorded)
    report["problems"] += [{"kind": "dangling", "type": "", "name": "", "detail": detail} for detail in references.unkept()]
    return report


def apply_one(recorded, references, api, report):
    """Problems, as pairs of kind and detail."""
    if recorded["type"] not in MAKERS:
        yield "nobody makes it", ""
        return
    api.pairs.clear()
    api.notes.clear()
    try:
        resource = Resource(recorded, references)
        outputs = MAKERS[recorded["type"]](api, resource)
        resource.must_be_used()
    except Unused as problem:
        yield "not used", str(problem)
    except NotInTheApi as problem:
        yield "not in the API", str(problem)
    except Exception as problem:
        yield "refused", f"{type(problem).__name__}: {problem}"
    else:
        references.made(recorded, outputs)
        report["made"] += 1
        report["compared"] += sum(count(sent) for sent, _ in api.pairs)
        yield from api.notes
        for sent, got in api.pairs:
            yield from differences(sent, got)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        graphs = json.load(file)
    services.load()
    reports = []
    for graph in graphs:
        # State machines are parsed as they would be to run them.
        with mock_aws(config={"stepfunctions": {"execute_state_machine": True}}):
            reports.append(apply(graph, Api(graph["region"], graph["account"])))
    json.dump(reports, sys.stdout, indent=1)


main()
