"""Folders: the same in all seven services, nothing stray at the top."""

SERVICES = {
    "booking": "Booking",
    "notifications": "Notifications",
    "jobcard-prep": "JobcardPrep",
    "crm-bridge": "CRMBridge",
    "partner-gateway": "PartnerGateway",
    "analytics": "Analytics",
    "ml-scoring": "MLScoring",
}
EXTRA_FOLDERS = {"booking": {"Scheduling/"}, "ml-scoring": {"GradientBoosting/"}, "partner-gateway": {"Web/"}}

TOP_LEVEL = {
    "Package.swift", "Package.resolved", "README.md", "docker-compose.yml", "LICENSE", "NOTICE", ".gitignore",
    ".dockerignore", ".ci/", "Shared/", "Services/", "Tests/", "deploy/",
}
SHARED = {
    "README.md", "CLibraries/", "Calendar/", "Concurrency/", "Contracts/", "Configuration/", "Observability/", "Lifecycle/",
    "Cryptography/", "JSONSchema/", "QRCode/", "WebAuthn/", "PostgreSQL/", "Messaging/", "HTTP/", "Outbound/", "Outbox/", "ServiceKit/",
    "TestSupport/",
}
SERVICE_FOLDERS = {"HTTP/", "Messages/", "UseCases/", "Domain/", "Store/", "Migrations/"}
OPTIONAL_SERVICE_FOLDERS = {"Clients/"}  # only where a service speaks to a system outside
MAIN_LINES = 15


def top_level(tree):
    for name in sorted(tree.children("") - TOP_LEVEL):
        yield name, "does not belong at the top level"


def shared_targets(tree):
    for name in sorted(tree.children("Shared") - SHARED):
        yield f"Shared/{name}", "is not one of the agreed targets of Shared/"
    for name in sorted({"README.md"} - tree.children("Shared")):
        yield f"Shared/{name}", "is missing"


def service_folders(tree):
    for name in sorted(tree.children("Services") - {"README.md"} - {f"{s}/" for s in SERVICES}):
        yield f"Services/{name}", "is not one of the seven services"
    if "README.md" not in tree.children("Services"):
        yield "Services/README.md", "is missing"
    for service in SERVICES:
        yield from _outer(tree, service)
        yield from _inner(tree, service)


def _outer(tree, service):
    folder = f"Services/{service}"
    wanted = {"README.md", "Main/", "Service/"}
    present = tree.children(folder)
    for name in sorted(wanted - present):
        yield f"{folder}/{name}", "is missing"
    for name in sorted(present - wanted - EXTRA_FOLDERS.get(service, set())):
        yield f"{folder}/{name}", "does not belong in a service's folder"
    for path in tree.under(f"{folder}/Main"):
        if path != f"{folder}/Main/main.swift":
            yield path, "does not belong beside main.swift"
        elif len(tree.lines(path)) > MAIN_LINES:
            yield path, f"has more than {MAIN_LINES} lines"


def _inner(tree, service):
    folder, name = f"Services/{service}/Service", SERVICES[service]
    wiring = {f"{name}Service.swift", f"{name}Configuration.swift"}
    present = tree.children(folder)
    for missing in sorted((wiring | SERVICE_FOLDERS) - present):
        yield f"{folder}/{missing}", "is missing"
    for stray in sorted(present - wiring - SERVICE_FOLDERS - OPTIONAL_SERVICE_FOLDERS):
        yield f"{folder}/{stray}", "does not belong in a service's Service folder"


def migrations(tree):
    """Migrations are numbered SQL files, without a gap."""
    for service in SERVICES:
        folder = f"Services/{service}/Service/Migrations"
        names = sorted(p.rsplit("/", 1)[-1] for p in tree.under(folder))
        for number, name in enumerate(names, start=1):
            if not (name.startswith(f"V{number:03}_") and name.endswith(".sql")):
                yield f"{folder}/{name}", f"should be V{number:03}_<what>.sql"


def test_folders(tree):
    """Every test folder mirrors a target, or is one of the groups that need the whole system."""
    mirrored = {n for n in SHARED if n.endswith("/")} | {f"{n}/" for n in SERVICES.values()}
    groups = {"Contract/", "Integration/", "EndToEnd/", "Chaos/", "Web/", "Benchmarks/", "Deploy/", "Fuzz/", "README.md"}
    for name in sorted(tree.children("Tests") - mirrored - groups - {"Scheduling/", "GradientBoosting/"}):
        yield f"Tests/{name}", "mirrors no target"


RULES = {
    "top-level": top_level, "shared-targets": shared_targets, "service-shape": service_folders,
    "migrations": migrations, "test-folders": test_folders,
}
