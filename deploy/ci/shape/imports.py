"""Import direction: what each target, and each folder of a service, may import."""

import re

from .layout import SERVICES

C_LIBRARIES = {"CRabbitMQ", "CPostgreSQL", "CMicroHTTPD", "CZlib", "CCurl", "COpenSSL", "CFido2", "CXGBoost", "CMalloc", "CQREncode"}
PLATFORM = {"Foundation", "FoundationEssentials", "Glibc", "Synchronization", "Dispatch"}
OBSERVED = {"Concurrency", "Configuration", "Observability", "Lifecycle"}
DRIVERS = OBSERVED | {"Contracts", "Cryptography", "JSONSchema"}

# Mirrors Package.swift; `package_agrees` below says when the two part.
TARGETS = {
    "Concurrency": set(),
    "Contracts": set(),
    "Calendar": {"Contracts"},
    "Configuration": set(),
    "Observability": set(),
    "Lifecycle": {"CMalloc", "Concurrency", "Observability"},
    "Cryptography": {"COpenSSL"},
    "JSONSchema": {"Contracts"},
    "QRCode": {"CQREncode"},
    "WebAuthn": {"CFido2", "Contracts", "Cryptography"},
    "PostgreSQL": OBSERVED | {"CPostgreSQL", "Contracts"},
    "Messaging": OBSERVED | {"CRabbitMQ"},
    "HTTP": DRIVERS | {"CMicroHTTPD", "CZlib"},
    "Outbound": OBSERVED | {"Contracts", "Cryptography", "CCurl"},
    "Outbox": OBSERVED | {"PostgreSQL", "Messaging", "Contracts"},
    "ServiceKit": DRIVERS | {"Outbox", "PostgreSQL", "Messaging", "HTTP", "Outbound"},
    "TestSupport": DRIVERS | {"ServiceKit", "PostgreSQL", "Messaging", "HTTP", "Outbox", "Outbound"},
}
SERVICE_WIDE = DRIVERS | {"ServiceKit", "PostgreSQL", "Messaging", "HTTP", "Outbox", "Outbound"}
ENGINES = {
    "Booking": {"Scheduling", "Calendar", "QRCode"}, "Notifications": {"Calendar"}, "MLScoring": {"GradientBoosting"}, "PartnerGateway": {"WebAuthn"},
}
ALL_ENGINES = set().union(*ENGINES.values())

# Folders of a service; the wiring file beside them may import everything a service may.
LAYERS = {
    "Domain": {"Contracts", "Scheduling", "GradientBoosting"},
    "Store": {"Contracts", "PostgreSQL", "Outbox", "Scheduling", "GradientBoosting", "Cryptography"},
    "UseCases": SERVICE_WIDE - {"HTTP", "Messaging"} | ALL_ENGINES,
    # These two hand a connection or a transaction on; what is done with it stands in Store (rule sql-in-store).
    "HTTP": SERVICE_WIDE - {"Messaging"} | {"WebAuthn", "Calendar"},
    "Messages": SERVICE_WIDE - {"HTTP", "Messaging"},
    "Clients": DRIVERS | {"Outbound", "ServiceKit", "Calendar"},
}

IMPORT = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:public |package |internal |fileprivate |private )?"
    r"import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)",
    re.MULTILINE,
)
SHARED_DECLARATION = re.compile(r'shared\(\s*"(\w+)"\s*(?:,\s*\[([^\]]*)\])?', re.DOTALL)


def imported(text: str) -> list[str]:
    return IMPORT.findall(text)


def _allowed(path: str):
    """The modules a Swift file may import besides the platform's, or nothing if the rule does not know the file."""
    parts = path.split("/")
    if parts[0] == "Shared" and parts[1] in TARGETS:
        return TARGETS[parts[1]]
    if parts[0] == "Services" and len(parts) > 3:
        return _allowed_in_service(SERVICES.get(parts[1]), parts)
    if path.startswith("deploy/"):
        return SERVICE_WIDE
    if path.startswith("Tests/Benchmarks/"):
        return SERVICE_WIDE | ALL_ENGINES
    return None


def _allowed_in_service(module, parts):
    if parts[2] == "Main":
        return {"ServiceKit", module}
    if parts[2] in {"Scheduling", "GradientBoosting"}:
        return {"CXGBoost"} if parts[2] == "GradientBoosting" else {"Contracts"}
    engine = ENGINES.get(module, set())
    others = ALL_ENGINES - engine
    layer = LAYERS.get(parts[3]) if len(parts) > 4 else None
    return (layer if layer is not None else SERVICE_WIDE | engine) - others


def direction(tree):
    for path in tree.swift:
        allowed = _allowed(path)
        if allowed is None:
            continue
        for module in imported(tree.text(path)):
            if module not in allowed | PLATFORM:
                yield path, f"may not import {module}"


def no_service_in_tests_of_another(tree):
    modules = set(SERVICES.values())
    for path in (p for p in tree.swift if p.startswith("Tests/")):
        own = path.split("/")[1]
        for module in imported(tree.text(path)):
            if module in modules and own in modules and module != own:
                yield path, f"imports the service {module}"


def c_stays_in_drivers(tree):
    for path in tree.swift:
        if "/Driver/" in path:
            continue
        for module in imported(tree.text(path)):
            if module in C_LIBRARIES:
                yield path, f"imports {module} outside a Driver folder"


def package_agrees(tree):
    if "Package.swift" not in tree.files:
        return
    for name, list_text in SHARED_DECLARATION.findall(tree.text("Package.swift")):
        declared = set(re.findall(r'"(\w+)"', list_text or ""))
        for module in sorted(declared - TARGETS.get(name, set())):
            yield "Package.swift", f"{name} may not depend on {module}"


RULES = {
    "import-direction": direction, "service-tests": no_service_in_tests_of_another,
    "c-in-drivers": c_stays_in_drivers, "package-agrees": package_agrees,
}
