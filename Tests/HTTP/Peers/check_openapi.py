"""Says whether the OpenAPI document of each line is valid, by an implementation that is not ours."""

import json
import sys

from openapi_spec_validator import OpenAPIV31SpecValidator

print("ready")
for line in sys.stdin:
    errors = [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in OpenAPIV31SpecValidator(json.loads(line)).iter_errors()]
    print(json.dumps(errors))
