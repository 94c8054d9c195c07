"""What the manifest may say of a picture."""

from newsletter.manifest.entries import Entry
from newsletter.manifest.fields import Focus, Line, Named, said


class PhotoEntry(Entry):
    """A picture of an article."""

    short = "file"

    file: Named = said("文件 图片", "图片文件", "Picture file")
    caption: Line = said("图注 图片说明 说明", "图片说明", "Caption", "")
    credit: Line = said("摄影 供图 作者", "摄影者", "Photographer", "")
    alt: Line = said(
        "替代文字", "给看不见图的读者", "For readers who cannot see it", ""
    )
    focus: Focus = said("焦点", "裁切时必须保留的点", "Point to keep", (0.5, 0.5))
