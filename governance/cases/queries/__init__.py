"""Reads of cases: lists and pages, who may join, what leaving does, the queue, nominations."""
