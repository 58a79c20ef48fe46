"""Reading very many rows by the database's driver itself."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

from sqlalchemy import Connection, Select


def rows_by_the_driver(
    connection: Connection, query: Select[*tuple[Any, ...]], *, at_once: int
) -> Iterator[list[tuple[Any, ...]]]:
    """Yield rows of texts and numbers, many at once, as plain tuples.

    Of a million rows that takes a third of the time that SQLAlchemy's own rows take. The query's
    values are written into the statement, so none may be a text that somebody typed.
    """
    statement = str(query.compile(connection, compile_kwargs={"literal_binds": True}))
    driver: Any = connection.connection.driver_connection
    on_the_server = {"name": "rows"} if connection.dialect.name == "postgresql" else {}
    with closing(driver.cursor(**on_the_server)) as cursor:
        cursor.execute(statement)
        while rows := cursor.fetchmany(at_once):
            yield rows
