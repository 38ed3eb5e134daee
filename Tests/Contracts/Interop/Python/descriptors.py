"""Writes what protoc makes of the .proto files below a folder into Swift beside them, or checks what is written there.

Usage: descriptors.py FOLDER [--write]

The folder has a Swift file NAMEDescriptors.swift, which declares the type that they extend.
"""

import base64
import pathlib
import sys
import textwrap

from contracts import compiled

TEMPLATE = '''extension {type} {{
    /// What protoc makes of `{path}`, in Base64; written by `{script}`.
    static let {name} = """
{content}
        """
}}
'''


def swift(file, kind):
    """The Swift file for a .proto file: its path, and its text."""
    path = pathlib.PurePath(file.name)
    words = path.stem.split("_")
    name = words[0] + "".join(word.capitalize() for word in words[1:])
    lines = textwrap.wrap(base64.b64encode(file.SerializeToString()).decode(), 110)
    content = "\n".join(f"        {line}\\" for line in lines)[:-1]
    script = "Tests/Contracts/Interop/Python/descriptors.py"
    text = TEMPLATE.format(type=kind, path=file.name, script=script, name=name, content=content)
    return path.parent / f"{name[0].upper()}{name[1:]}Descriptor.swift", text


def main(folder, mode=""):
    [kind] = [path.stem for path in pathlib.Path(folder).glob("*Descriptors.swift")]
    stale = []
    for file in compiled(folder).file:
        path, text = swift(file, kind)
        path = pathlib.Path(folder) / path
        if mode == "--write":
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            stale.append(str(path))
    if stale:
        sys.exit(f"not what protoc makes of the .proto files: {', '.join(stale)}; run descriptors.py with --write")


if __name__ == "__main__":
    main(*sys.argv[1:])
