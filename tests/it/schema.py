"""Validates values against JSON Schemas: {"schemas": {name: …}, "cases": [[name, value], …]} in, a list of verdicts out."""
import json
import sys

from jsonschema import Draft202012Validator

task = json.load(sys.stdin)
for schema in task["schemas"].values():
    Draft202012Validator.check_schema(schema)
validators = {name: Draft202012Validator(schema) for name, schema in task["schemas"].items()}
json.dump([validators[name].is_valid(value) for name, value in task["cases"]], sys.stdout)
