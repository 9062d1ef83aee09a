"""Pitcrew's demo data: a pure function of seed, number of customers and anchor date."""
