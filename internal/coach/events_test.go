package coach_test

import (
	"sync"
	"testing"

	"rehearse/internal/coach"
	"rehearse/internal/store"
)

func TestEventsTellWhatIsOnDisk(t *testing.T) {
	c, _ := newCoach(t)
	events, stop := c.Listen(store.Local)
	others, stopOthers := c.Listen("bea")
	defer stopOthers()
	s := add(t, c, 0)
	e := <-events
	if e.Kind != coach.EventStory || e.ID != s.ID || e.Revision != 1 || e.Change != portfolio(t, c).Change {
		t.Errorf("the event is %+v", e)
	}
	if err := c.Tell(mine(t), store.Local, store.Telling{Story: "none"}); err == nil {
		t.Fatal("a telling of nothing was kept")
	}
	if _, err := c.Save(mine(t), store.Local, s, s.Revision); err != nil {
		t.Fatal(err)
	}
	must(t, c.Delete(mine(t), store.Local, s.ID))
	if e := <-events; e.Kind != coach.EventDeleted || e.ID != s.ID {
		t.Errorf("after a refused and an empty change the next event is %+v", e)
	}
	stop()
	stop()
	if _, open := <-events; open {
		t.Error("the channel is open after stop")
	}
	if len(others) != 0 {
		t.Error("another owner was told")
	}
}

func TestAListenerThatDoesNotReadIsDropped(t *testing.T) {
	c, _ := newCoach(t)
	asleep, stop := c.Listen(store.Local)
	awake, stopAwake := c.Listen(store.Local)
	defer stop()
	defer stopAwake()
	for range 200 {
		must(t, c.PutWord(mine(t), store.Local, "mock", "", ""))
		if e := <-awake; e.Kind != coach.EventWord {
			t.Fatalf("the event is %+v", e)
		}
	}
	n := 0
	for range asleep { // ends, since it was closed
		n++
	}
	if n == 0 || n >= 200 {
		t.Errorf("the one asleep was told %d events", n)
	}
}

func TestManyAtOnce(t *testing.T) {
	c, _ := newCoach(t)
	s := add(t, c, 0)
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			events, stop := c.Listen(store.Local)
			defer stop()
			for range 5 {
				if _, err := c.Portfolio(mine(t), store.Local); err != nil {
					t.Error(err)
				}
				if err := c.Tell(mine(t), store.Local, store.Telling{Story: s.ID}); err != nil {
					t.Error(err)
				}
				<-events
				if i == 0 {
					if _, err := c.History(mine(t), store.Local, s.ID); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	wait.Wait()
	if e, _ := portfolio(t, c).Entry(s.ID); len(e.Tellings) != 40 {
		t.Errorf("%d tellings of 40 were kept", len(e.Tellings))
	}
}
