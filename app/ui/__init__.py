"""Qt, and nothing but Qt: pages, models, widgets, dialogs and background tasks."""
