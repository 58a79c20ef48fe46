"""Keeping hold of a job: its short lease is renewed by a thread for as long as the process lives.

So a job whose worker was killed is taken up after about a minute, and a slow worker keeps its own.
The thread never waits for a lock that the work itself may hold: where the row or the database is
locked it lets this beat go by. Whoever holds that lock keeps other workers out as well, and what is
done under it ends by renewing the lease in the same transaction.
"""

import threading
from datetime import datetime
from typing import Self

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from governance.infrastructure import clock, jobs
from governance.infrastructure.database import after_commit
from governance.infrastructure.jobs import Job
from governance.web.transactions import apart_from_the_session

SECONDS_BETWEEN_BEATS = 15.0
SECONDS_TO_THE_NEXT_TRY = 1.0


class HeldJob:
    """A job in this worker's hands; within `with` its lease is kept."""

    def __init__(self, job: Job) -> None:
        assert job.lease_until is not None, "it was claimed"
        self.job_id, self.kind = job.id, job.kind
        self._lease: datetime = job.lease_until
        # The lease is what tells this worker from others, so the two that renew it take turns.
        self._turn = threading.Lock()
        self._is_over = threading.Event()
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
        self._heart = threading.Thread(target=self._beat, args=(app,), daemon=True)

    def __enter__(self) -> Self:
        self._heart.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._heart.join()

    def renew(self) -> None:
        """Renew the lease with what was done, in its transaction.

        Raises:
            LeaseLost: another worker has the job by now.
        """
        with self._turn:
            until = jobs.renew(self.job_id, lease=self._lease, now=clock.now())
        after_commit(lambda: self._keep(until))

    def finish(self) -> None:
        """Say that the job is done.

        Raises:
            LeaseLost: another worker has the job by now.
        """
        with self._turn:
            jobs.finish(self.job_id, lease=self._lease)

    def fail(self, sentence: str) -> None:
        """Say why the job came to nothing.

        Raises:
            LeaseLost: another worker has the job by now.
        """
        with self._turn:
            jobs.fail(self.job_id, lease=self._lease, sentence=sentence)

    def _keep(self, until: datetime) -> None:
        with self._turn:
            self._lease = until

    def _beat(self, app: Flask) -> None:
        pause = SECONDS_BETWEEN_BEATS
        while not self._is_over.wait(pause):
            with app.app_context(), self._turn:
                until = self._renewed_beside()
                self._lease = until or self._lease
            pause = SECONDS_BETWEEN_BEATS if until else SECONDS_TO_THE_NEXT_TRY

    def _renewed_beside(self) -> datetime | None:
        now = clock.now()
        try:
            with apart_from_the_session() as connection:
                return jobs.renew_beside(connection, self.job_id, lease=self._lease, now=now)
        except SQLAlchemyError:
            return None  # the database is away, or no connection free: the next beat tries again
