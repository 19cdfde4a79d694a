"""Many branches at once, on processes or on a cluster; what is finished is not planned again."""
