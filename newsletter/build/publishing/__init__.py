"""The web edition goes to its host."""

from newsletter.build.publishing.publish import Published, PublishMeans, publish_site

__all__ = ["PublishMeans", "Published", "publish_site"]
