"""One child's pages: now, story, people, who has looked."""
