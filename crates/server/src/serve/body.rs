//! A request's body, cut off when it trickles.

use super::pace::allowed;
use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::time::{Instant, Sleep};

/// A body whose sender has to get on.
pub(super) struct PacedBody {
    incoming: Incoming,
    began: Instant,
    seconds: u64,
    received_bytes: u64,
    deadline: Pin<Box<Sleep>>,
}

/// The body came too slowly.
#[derive(Debug, thiserror::Error)]
#[error("the body came too slowly")]
pub struct TooSlow;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

impl PacedBody {
    pub(super) fn new(incoming: Incoming, seconds: u64) -> Self {
        let began = Instant::now();
        let deadline = Box::pin(tokio::time::sleep_until(began + allowed(seconds, 0)));
        Self { incoming, began, seconds, received_bytes: 0, deadline }
    }
}

impl Body for PacedBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match Pin::new(&mut self.incoming).poll_frame(cx) {
            Poll::Ready(Some(Ok(frame))) => {
                if let Some(bytes) = frame.data_ref() {
                    self.received_bytes += bytes.len() as u64;
                    let until = self.began + allowed(self.seconds, self.received_bytes);
                    self.deadline.as_mut().reset(until);
                }
                // One that always has a byte ready is judged too.
                if self.deadline.is_elapsed() {
                    return Poll::Ready(Some(Err(TooSlow.into())));
                }
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(error.into()))),
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Pending => match self.deadline.as_mut().poll(cx) {
                Poll::Ready(()) => Poll::Ready(Some(Err(TooSlow.into()))),
                Poll::Pending => Poll::Pending,
            },
        }
    }

    fn is_end_stream(&self) -> bool {
        self.incoming.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.incoming.size_hint()
    }
}
