"""Checks YAML files against schemas, as editors do: with check-jsonschema, which has to be there.

Each folder in the folder that is named has a schema.json and YAML files. Prints JSON: what is wrong, by folder and file;
a file without a fault has an empty list.
"""

import contextlib
import io
import json
import pathlib
import sys

from check_jsonschema.cli import main

found = {}
for folder in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "schema.json")
    output = io.StringIO()
    options = ["--output-format", "json", "--default-filetype", "yaml", "--schemafile", str(folder / "schema.json")]
    with contextlib.redirect_stdout(output):
        main(options + [str(path) for path in files], standalone_mode=False)
    problems = {str(path.relative_to(folder)): [] for path in files}
    answer = json.loads(output.getvalue())
    for error in answer.get("errors", []) + answer.get("parse_errors", []):
        name = str(pathlib.Path(error["filename"]).relative_to(folder))
        problems[name].append(f"{error.get('path', '')}: {error['message']}")
    found[folder.name] = problems
json.dump(found, sys.stdout)
