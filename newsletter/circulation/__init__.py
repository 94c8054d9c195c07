"""Subscribers and their consent, campaigns, delivery, bounces and the public service.

Nothing is loaded here: a command that keeps the list needs no web server, and a
service no campaign.
"""
