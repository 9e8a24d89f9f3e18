"""A sample picture that people of the demonstration attach: drawn here, so nothing has to be uploaded."""

import struct
import zlib
from functools import cache

WIDTH, HEIGHT = 320, 200
_PICTURES = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"))


@cache
def sample_picture() -> bytes:
    """A small PNG: a buoy on the sea at dusk."""
    rows = b"".join(b"\x00" + b"".join(_pixel(x, y) for x in range(WIDTH)) for y in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    chunks = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")
    return _PICTURES[0][0] + chunks


def _pixel(x: int, y: int) -> bytes:
    if 90 <= y <= 150 and abs(x - 160) <= 6 + (y - 90) * 0.45:
        return bytes((214, 69, 65)) if (y // 15) % 2 else bytes((245, 245, 240))
    if (x - 160) ** 2 + (y - 82) ** 2 <= 90:
        return bytes((255, 209, 102))
    if y < 132:
        return bytes((250 - y // 2, 190 - y // 3, 140 + y // 3))
    return bytes((20, 70 + (y - 132) // 2, 110 + (y - 132) // 3))


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)


def picture_type(content: bytes) -> str | None:
    """The media type when the bytes are a picture that a browser may show, else None."""
    return next((kind for start, kind in _PICTURES if content.startswith(start)), None)
