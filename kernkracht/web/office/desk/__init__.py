"""`/werk/vandaag/`: what a colleague must see today."""
