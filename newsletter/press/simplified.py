"""Traditional characters read as simplified ones, to look words up.

The only module that knows OpenCC.
"""

from functools import cache

import opencc


def simplified(text: str) -> str:
    """Write text in simplified characters, one for one.

    Text that would change its length comes back as it was, so that offsets hold.
    """
    found = _converter().convert(text)
    return found if len(found) == len(text) else text


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
