"""What people decide by hand: routes drawn up, and stops moved, priced and checked like our own."""
