"""Build hooks: dependencies come from requirements/base.in, catalogs lie beside the package."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

ROOT = Path(__file__).parent


class Dependencies(MetadataHookInterface):
    """What one installs the wheel with: the names of requirements/base.in, said once."""

    def update(self, metadata: dict[str, Any]) -> None:
        lines = (ROOT / "requirements" / "base.in").read_text(encoding="utf-8").splitlines()
        metadata["dependencies"] = [
            line.strip() for line in lines if line.strip() and not line.startswith(("#", "-"))
        ]


class Catalogs(BuildHookInterface[Any]):
    """A wheel is of no use without the browser assets and compiled catalogs: refuse to make one."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        built = ROOT / "juuristo" / "shell" / "static" / "juuristo" / "built"
        catalogs = sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.mo"))
        if not built.is_dir() or not catalogs:
            raise RuntimeError("browser assets or catalogs are missing: run `make setup` first")
        for catalog in catalogs:
            build_data["force_include"][str(catalog)] = (
                f"juuristo/locale/{catalog.relative_to(ROOT / 'locale').as_posix()}"
            )
