# SPDX-License-Identifier: Apache-2.0
"""The files of a model that ships: each is the one that its `model.toml` names by digest, or it is not used."""

import hashlib
import tomllib
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from nadhir.terms.errors import OursError

__all__ = ["ModelFiles", "shipped"]


class ModelFiles:
    """A folder with `model.toml` and the files that it names; the encoder is read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.about = tomllib.loads((folder / "model.toml").read_text(encoding="utf-8"))
        self._folder = folder

    @property
    def name(self) -> str:
        """Name, version and the first digits of the encoder's digest."""
        return f"{self.about['name']}/{self.about['version']} {self.about['sha256']['encoder.onnx'][:12]}"

    def checked(self, name: str) -> Path:
        """Return the path of a file that is the one which `model.toml` names.

        Raises:
            OursError: it is another one.
        """
        path = self._folder / name
        if hashlib.sha256(path.read_bytes()).hexdigest() != self.about["sha256"][name]:
            raise OursError(
                "the file is not the one that model.toml names",
                where=str(path),
                remedy="install Nadhir again, or build the model anew with `make model`",
            )
        return path

    @cached_property
    def encoder(self) -> Any:  # noqa: ANN401 - a session of ONNX Runtime, which has no types
        """The encoder on one thread of the CPU, from its local file."""
        import onnxruntime  # noqa: PLC0415 - heavy, and needed only where a model is asked

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        path = self.checked("encoder.onnx")
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def shipped(folder: str) -> Path:
    """Return the path of a folder of the package's data."""
    return Path(str(files("nadhir.reference").joinpath(folder)))
