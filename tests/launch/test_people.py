"""People, numbered once."""

from __future__ import annotations

from threading import Barrier, Thread

from lti_app.store.people import People


def test_two_first_launches_at_once_make_one_person(database, visit):
    people, start, found = People(database), Barrier(4), []

    def ensure():
        start.wait()
        scope = visit.scope
        found.append(
            people.ensure(scope.institution_id, platform_id=visit.platform_id, subject="17")
        )

    threads = [Thread(target=ensure) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1


def test_same_number_on_two_platforms_is_two_people(database, visit):
    from tests.factories import make_course, make_visit

    other = make_visit(database, make_course(database))
    people = People(database)
    ids = {
        people.ensure(one.scope.institution_id, platform_id=one.platform_id, subject="17")
        for one in (visit, other)
    }
    assert len(ids) == 2
