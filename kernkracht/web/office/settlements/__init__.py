"""`/werk/verantwoording/`: what receivers told, what it means for the money, and the story it may become."""
