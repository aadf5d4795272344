"""The main job from a melding to a printed summary, by keys and mouse alone."""
