"""What the tests stand on: databases, servers, a browser and a post office, each really running."""
