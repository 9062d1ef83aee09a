"""Says whether the OpenAPI document of each line is valid, by an implementation that is not ours."""

import json
import sys

from openapi_spec_validator import OpenAPIV31SpecValidator

print("ready")
for line in sys.stdin:
    errors = OpenAPIV31SpecValidator(json.loads(line)).iter_errors()
    print(json.dumps([f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in errors]))
