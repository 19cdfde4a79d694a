"""Planning that looks further than at the planned day: at lateness, open doors and staff."""
