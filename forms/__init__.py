"""What an application is. Pure: no Qt, no database, no network, no wall clock."""
