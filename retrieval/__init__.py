"""Finds passages of course material; knows neither Flask nor LTI."""
