"""Answers that are put off so that members may help each other first."""
