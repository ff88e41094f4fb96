"""Pick items: what the applicant came for, by name, initials or area; what the choice means; its questions."""
